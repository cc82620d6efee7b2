import { z } from 'zod'
import { answerChoice, choice } from '../../domain/core/choice.ts'
import { projectName, userId } from '../../domain/core/ids.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import { toIso } from '../../domain/core/time.ts'
import { etagField } from '../http/etag-schema.ts'
import { memberRoles } from '../../domain/model/members/member.ts'
import type { NamedMember } from '../../domain/model/members/named-member.ts'
import { nameField } from '../people/person-schemas.ts'

export const projectParams = z.object({ project: projectName.meta({ example: 'dogs-and-cats' }) })

export const memberParams = projectParams.extend({
  user: userId.meta({
    description: 'The object id of the user in the directory (the claim `oid`)',
    example: '7f3b2c1a-0d4e-4b8e-9d55-2f1f6c0f8a11',
  }),
})

const roleTexts = {
  description: 'The role of the user in this project. The app role in the token limits it.',
  example: 'Labeler',
}

export const memberRole = choice('MemberRole', memberRoles).meta(roleTexts)

export const memberBody = z
  .object({
    user: userId,
    name: nameField,
    etag: etagField,
    role: answerChoice('MemberRoleValue', memberRoles).meta(roleTexts),
    addedAt: z.iso.datetime().meta({
      description: 'The time at which the user became a member',
      example: '2026-10-01T08:30:00.000Z',
    }),
    addedBy: userId.meta({ description: 'The object id of the user who added the member' }),
  })
  .meta({ id: 'Member', description: 'A user with a role in a project' })

export const toMemberBody = ({ document, etag, name }: NamedMember): z.input<typeof memberBody> => ({
  user: document.user,
  name,
  etag: writeEtag(etag),
  role: document.role,
  addedAt: toIso(document.addedAt),
  addedBy: document.addedBy,
})
