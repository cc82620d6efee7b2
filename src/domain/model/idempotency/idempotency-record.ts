import { z } from 'zod'
import { errorCodes } from '../../core/errors.ts'
import { defineDocument } from '../documents/define-document.ts'

const record = z.object({
  id: z.string(),
  kind: z.literal('idempotency'),
  fingerprint: z.string(),
  /** `Pending`: in progress since `startedAt`. `Done`: `result` is JSON. `Refused`: the final error of the request. */
  outcome: z.discriminatedUnion('state', [
    z.object({ state: z.literal('Pending') }),
    z.object({ state: z.literal('Done'), result: z.string().optional() }),
    z.object({
      state: z.literal('Refused'),
      code: z.enum(errorCodes),
      message: z.string(),
      target: z.string().optional(),
      details: z.array(z.object({ code: z.string(), message: z.string(), target: z.string().optional() })),
    }),
  ]),
  startedAt: z.number(),
  ttl: z.number(),
})

/** Container `workspace`, partition `idempotency:<user>`, id = hash of the key. Expires after one day. */
export type IdempotencyRecord = z.output<typeof record>
export const idempotencyRecords = defineDocument({
  scope: 'Workspace',
  kind: 'idempotency',
  schema: record,
  partition: 'idempotency:<user>',
  id: 'hash of the key',
  about: 'the outcome of a POST request; 1 day',
})
