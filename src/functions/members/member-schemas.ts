import { z } from 'zod'
import { projectName, userId } from '../../domain/core/ids.ts'
import { writeEtag } from '../../domain/core/etag.ts'
import { toIso } from '../../domain/core/time.ts'
import type { Stored } from '../../domain/ports/store.ts'
import { etagField } from '../http/etag-schema.ts'
import { memberRoles, type MemberDocument } from '../../domain/model/members/member.ts'

export const projectParams = z.object({ project: projectName.meta({ example: 'dogs-and-cats' }) })

export const memberParams = projectParams.extend({
  user: userId.meta({
    description: 'The object id of the user in the directory (the claim `oid`)',
    example: '7f3b2c1a-0d4e-4b8e-9d55-2f1f6c0f8a11',
  }),
})

export const memberRole = z.enum(memberRoles).meta({
  description: 'The role of the user in this project. The app role in the token limits it.',
  example: 'Labeler',
})

export const memberBody = z
  .object({
    user: z.string(),
    etag: etagField,
    role: memberRole,
    addedAt: z.iso.datetime(),
    addedBy: z.string(),
  })
  .meta({ id: 'Member' })

export const toMemberBody = ({ document, etag }: Stored<MemberDocument>): z.input<typeof memberBody> => ({
  user: document.user,
  etag: writeEtag(etag),
  role: document.role,
  addedAt: toIso(document.addedAt),
  addedBy: document.addedBy,
})
