import { z } from 'zod'
import { operationId } from '../../core/ids.ts'
import { defineDocument } from '../documents/define-document.ts'

const recountClaim = z.object({
  id: z.literal('recount'),
  kind: z.literal('recount'),
  /** With the rest, enough to write the operation's intent again. */
  operation: operationId,
  repair: z.boolean(),
  startedBy: z.string(),
  ttl: z.number(),
})

/**
 * Names the last recount of a project. While its operation is open, no other begins; once that has ended, the next one
 * replaces the claim. Container `workspace`, partition `project:<uid>`, id `recount`.
 */
export type RecountClaim = z.output<typeof recountClaim>
export const recountClaims = defineDocument({
  scope: 'Project',
  kind: 'recount',
  schema: recountClaim,
  id: '`recount`',
  about: 'the last recount, so that one runs at a time; 1 day',
})
export const recountClaimId = 'recount'
/** Seconds; less than an ended operation is kept, so an operation that is not there was never written. */
export const recountClaimRetention = 24 * 3600
