import { z } from 'zod'
import { beginRecount } from '../../domain/recount/begin-recount.ts'
import { finishRecount } from '../../domain/recount/finish-recount.ts'
import { recountSegment, type SegmentEnd, type SegmentStart } from '../../domain/recount/recount-segment.ts'
import type { Findings } from '../../domain/recount/sum-segments.ts'
import { defineActivity, noOutput, workInput } from '../orchestrations/activity.ts'

const differences = z.array(
  z.object({ segment: z.number(), counter: z.string(), stored: z.number(), counted: z.number() }),
)

const start: z.ZodType<SegmentStart> = z.object({
  segment: z.number(),
  room: z.number(),
  doneBefore: z.number(),
})

const end: z.ZodType<SegmentEnd> = z.object({
  segment: z.number(),
  items: z.number(),
  busy: z.boolean(),
  differences,
  differenceCount: z.number(),
})

const findings: z.ZodType<Findings> = z.object({
  items: z.number(),
  differences,
  differenceCount: z.number(),
  busySegments: z.array(z.number()),
})

export const beginRecountStep = defineActivity({
  name: 'beginRecountStep',
  input: workInput,
  output: z.object({ segments: z.number() }),
  run: async (deps, input) => ({ segments: await beginRecount(deps)(input.operation) }),
})

export const recountSegmentStep = defineActivity({
  name: 'recountSegmentStep',
  input: workInput.extend({ start }),
  output: end,
  run: (deps, input) => recountSegment(deps)(input.operation, input.start),
})

export const finishRecountStep = defineActivity({
  name: 'finishRecountStep',
  input: workInput.extend({ findings }),
  output: noOutput,
  run: async (deps, input) => {
    await finishRecount(deps)(input.operation, input.findings)
    return null
  },
})
