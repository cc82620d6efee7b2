import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { beginRemoval } from '../../domain/removal/begin-removal.ts'
import { changeMatching, type ChangedPosition } from '../../domain/removal/change-matching.ts'
import { countMatching } from '../../domain/removal/count-matching.ts'
import type { RemovalPosition } from '../../domain/removal/find-matching.ts'
import { finishRemoval } from '../../domain/removal/finish-removal.ts'
import { defineActivity, noOutput, workInput } from '../orchestrations/activity.ts'

export const removalPosition: z.ZodType<RemovalPosition> = z.object({
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

export const beginRemovalStep = defineActivity({
  name: 'beginRemovalStep',
  input: workInput,
  output: z.object({ counted: z.boolean() }),
  run: async (deps, input) => ({ counted: await beginRemoval(deps)(input.operation) }),
})

/** `next` is absent after the last segment. */
export const countMatchingStep = defineActivity({
  name: 'countMatchingStep',
  input: workInput.extend({ position: removalPosition }),
  output: z.object({ next: removalPosition.optional() }),
  run: async (deps, input) => ({ next: await countMatching(deps)(input.operation, input.position) }),
})

export const changeMatchingStep = defineActivity({
  name: 'changeMatchingStep',
  input: workInput.extend({ position: removalPosition }),
  output: changedPosition,
  run: (deps, input) => changeMatching(deps)(input.operation, input.position),
})

export const finishRemovalStep = defineActivity({
  name: 'finishRemovalStep',
  input: workInput.extend({ count: z.number() }),
  output: noOutput,
  run: async (deps, input) => {
    await finishRemoval(deps)(input.operation, input.count)
    return null
  },
})
