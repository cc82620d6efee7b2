import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { beginBulk } from '../../domain/bulk/begin-bulk.ts'
import { changeMatching, type ChangedPosition } from '../../domain/bulk/change-matching.ts'
import { countMatching } from '../../domain/bulk/count-matching.ts'
import type { BulkPosition } from '../../domain/bulk/find-matching.ts'
import { finishBulk } from '../../domain/bulk/finish-bulk.ts'
import { defineActivity, noOutput, workInput } from '../orchestrations/activity.ts'

export const bulkPosition: z.ZodType<BulkPosition> = z.object({
  segment: z.number(),
  after: itemId.optional(),
  count: z.number(),
})

const changedPosition: z.ZodType<ChangedPosition> = z.object({
  segment: z.number(),
  after: itemId.optional(),
  count: z.number(),
  done: z.boolean(),
})

// Removals had these steps first: instances in flight call two of them by their earlier names.

export const beginBulkStep = defineActivity({
  name: 'beginRemovalStep',
  input: workInput,
  output: z.object({ counted: z.boolean() }),
  run: async (deps, input) => ({ counted: await beginBulk(deps)(input.operation) }),
})

/** `next` is absent after the last segment. */
export const countMatchingStep = defineActivity({
  name: 'countMatchingStep',
  input: workInput.extend({ position: bulkPosition }),
  output: z.object({ next: bulkPosition.optional() }),
  run: async (deps, input) => ({ next: await countMatching(deps)(input.operation, input.position) }),
})

export const changeMatchingStep = defineActivity({
  name: 'changeMatchingStep',
  input: workInput.extend({ position: bulkPosition }),
  output: changedPosition,
  run: (deps, input) => changeMatching(deps)(input.operation, input.position),
})

export const finishBulkStep = defineActivity({
  name: 'finishRemovalStep',
  input: workInput.extend({ count: z.number() }),
  output: noOutput,
  run: async (deps, input) => {
    await finishBulk(deps)(input.operation, input.count)
    return null
  },
})
