import { z } from 'zod'
import { projectUid } from '../../core/ids.ts'
import { requestSeed } from '../../core/request-seed.ts'
import { defineDocument } from '../documents/define-document.ts'

const record = z.object({
  id: z.string(),
  kind: z.literal('idempotency'),
  fingerprint: z.string(),
  /** The project in which the request ran, for requests in a project. */
  project: projectUid.optional(),
  /** The ids of what the request creates derive from it, in every run. Absent in records of version 0.1.0. */
  seed: requestSeed.optional(),
  /**
   * `Pending`: in progress since `startedAt`. `Interrupted`: it failed, and it is not known what of it was done. `Done`: `kept`
   * has the ids or codes from which the response is made again. Version 0.1.0 wrote a copy of the result as JSON instead
   * (`result`), and recorded refusals.
   */
  outcome: z.discriminatedUnion('state', [
    z.object({ state: z.literal('Pending') }),
    z.object({ state: z.literal('Interrupted') }),
    z.object({
      state: z.literal('Done'),
      kept: z.string().optional(),
      result: z.string().optional(),
    }),
    z.object({ state: z.literal('Refused') }),
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
  about: 'the seed and the outcome of a POST request, as ids and codes; 1 day',
})
