import type { Deps } from '../../domain/ports/deps.ts'
import { deleteMember } from '../../domain/members/delete-member.ts'
import { getMember } from '../../domain/members/get-member.ts'
import { listMembers } from '../../domain/members/list-members.ts'
import { putMember } from '../../domain/members/put-member.ts'
import type { Route } from '../http/route.ts'
import { deleteMemberRoute } from './delete-member.ts'
import { getMemberRoute } from './get-member.ts'
import { listMembersRoute } from './list-members.ts'
import { putMemberRoute } from './put-member.ts'

export const memberRoutes = (deps: Pick<Deps, 'store' | 'now' | 'newId'>): readonly Route[] => [
  listMembersRoute(listMembers(deps)),
  getMemberRoute(getMember(deps)),
  putMemberRoute(putMember(deps)),
  deleteMemberRoute(deleteMember(deps)),
]
