import { z } from 'zod'
import { operationId } from '../../core/ids.ts'
import { defineDocument } from '../documents/define-document.ts'

const recountClaim = z.object({
  id: z.literal('recount'),
  kind: z.literal('recount'),
  /** With the other fields, all that is needed to write the operation's intent again. */
  operation: operationId,
  repair: z.boolean(),
  startedBy: z.string(),
  ttl: z.number(),
})

/**
 * The claim of the last recount of a project. No other recount starts while its operation is open; afterwards the next one
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
/** Time to live in seconds. Shorter than that of ended operations, so a missing operation was never written. */
export const recountClaimRetention = 24 * 3600
