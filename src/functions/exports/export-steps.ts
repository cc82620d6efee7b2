import { z } from 'zod'
import { beginExport } from '../../domain/exports/begin-export.ts'
import { finishExport } from '../../domain/exports/finish-export.ts'
import { writeExportPart } from '../../domain/exports/write-export-part.ts'
import type { PartEnd, PartStart, WrittenParts } from '../../domain/model/exports/export-part.ts'
import { defineActivity, noOutput, workInput } from '../orchestrations/activity.ts'

const exportStart = z.object({ segments: z.number() })

const partStart: z.ZodType<PartStart> = z.object({
  segment: z.number(),
  part: z.number(),
  after: z.string().optional(),
  rows: z.number(),
  annotations: z.number(),
  doneBefore: z.number(),
})

const partEnd: z.ZodType<PartEnd> = z.object({
  after: z.string().optional(),
  rows: z.number(),
  annotations: z.number(),
  seen: z.number(),
})

const writtenParts: z.ZodType<WrittenParts> = z.object({
  parts: z.number(),
  rows: z.number(),
  seen: z.number(),
})

export const beginExportStep = defineActivity({
  name: 'beginExportStep',
  input: workInput,
  output: exportStart,
  run: async (deps, input) => ({ segments: await beginExport(deps)(input.operation) }),
})

export const exportPartStep = defineActivity({
  name: 'exportPartStep',
  input: workInput.extend({ start: partStart }),
  output: partEnd,
  run: (deps, input) => writeExportPart(deps)(input.operation, input.start),
})

export const finishExportStep = defineActivity({
  name: 'finishExportStep',
  input: workInput.extend({ written: writtenParts }),
  output: noOutput,
  run: async (deps, input) => {
    await finishExport(deps)(input.operation, input.written)
    return null
  },
})
