import { z } from 'zod'
import { defineDocument } from '../documents/define-document.ts'
import { userId } from '../../core/ids.ts'

export const memberRoles = ['Admin', 'Reviewer', 'Labeler'] as const

const memberDocument = z.object({
  id: z.string(),
  kind: z.literal('member'),
  user: userId,
  role: z.enum(memberRoles),
  addedAt: z.number(),
  addedBy: z.string(),
})

/** The membership of one user in a project. Container `workspace`, partition `project:<uid>`, id `member:<user>`. */
export type MemberDocument = z.output<typeof memberDocument>
export const members = defineDocument({
  scope: 'Project',
  kind: 'member',
  schema: memberDocument,
  id: '`member:<user>`',
  about: "a member's role in the project",
})
export const memberDocumentId = (user: string): string => `member:${user}`
