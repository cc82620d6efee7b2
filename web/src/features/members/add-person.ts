import { dataOf, type Api, type Schemas } from '../../api/client.ts'
import { isConditionFailed } from '../../api/problem.ts'
import type { Role } from '../../ui/roles.ts'

export interface Addition {
  readonly member: Schemas['Member']
  /** The person was a member already, with another role, which stays. */
  readonly hasOtherRole: boolean
}

/**
 * Adds a person to a project, and changes nobody who is a member already. A member with the role is as good as added: the
 * answer to an earlier try may have been lost.
 * @throws ApiProblem
 */
export const addPerson = async (
  api: Api,
  project: string,
  { user, role }: { readonly user: string; readonly role: Role },
): Promise<Addition> => {
  const path = { project, user }
  try {
    const member = await dataOf(
      api.PUT('/projects/{project}/members/{user}', {
        params: { path, header: { 'If-None-Match': '*' } },
        body: { role },
      }),
    )
    return { member, hasOtherRole: false }
  } catch (error) {
    if (!isConditionFailed(error)) throw error
  }
  const member = await dataOf(api.GET('/projects/{project}/members/{user}', { params: { path } }))
  return { member, hasOtherRole: member.role !== role }
}
