import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { fileChanges } from '../../domain/model/files/file-changes.ts'
import { fileTally } from '../../domain/model/files/file-report.ts'
import { beginPass } from '../../domain/refresh/begin-pass.ts'
import { finishImport } from '../../domain/refresh/finish-import.ts'
import { finishRefresh } from '../../domain/refresh/finish-refresh.ts'
import { importFiles } from '../../domain/refresh/import-files.ts'
import { readPending, type PendingPosition } from '../../domain/refresh/read-pending.ts'
import { settlePass } from '../../domain/refresh/settle-pass.ts'
import { refreshFiles, type RefreshPass } from '../../domain/refresh/refresh-files.ts'
import type { WalkPosition } from '../../domain/refresh/walk-files.ts'
import { defineActivity, noOutput, workInput } from '../orchestrations/activity.ts'

export const position: z.ZodType<WalkPosition> = z.object({
  continuation: z.string().optional(),
  after: z.string().optional(),
  listedAt: z.number().optional(),
  files: fileTally,
  names: z.number(),
  changes: fileChanges,
  found: z.number(),
  absent: z.number(),
})

export const pass: z.ZodType<RefreshPass> = z.object({
  since: z.number().optional(),
  full: z.boolean(),
  mark: z.literal(true).optional(),
  most: z.number().optional(),
  before: z.object({ total: z.number(), missing: z.number() }).optional(),
})

export const pendingPosition: z.ZodType<PendingPosition> = z.object({
  segment: z.number(),
  after: itemId.optional(),
})

export const importFilesStep = defineActivity({
  name: 'importFilesStep',
  input: workInput.extend({ position }),
  output: position,
  run: (deps, input) => importFiles(deps)(input.operation, input.position),
})

export const finishImportStep = defineActivity({
  name: 'finishImportStep',
  input: workInput.extend({ position }),
  output: noOutput,
  run: async (deps, input) => {
    await finishImport(deps)(input.operation, input.position)
    return null
  },
})

export const beginPassStep = defineActivity({
  name: 'beginPassStep',
  input: workInput,
  output: pass,
  run: (deps, input) => beginPass(deps)(input.operation),
})

export const refreshFilesStep = defineActivity({
  name: 'refreshFilesStep',
  input: workInput.extend({ pass, position }),
  output: position,
  run: (deps, input) => refreshFiles(deps)(input.operation, input.pass, input.position),
})

export const settlePassStep = defineActivity({
  name: 'settlePassStep',
  input: workInput.extend({ pass, position }),
  /** Without `next` the passes over the files are complete. */
  output: z.object({ next: z.object({ pass, position }).optional() }),
  run: async (deps, input) => ({
    next: await settlePass(deps)(input.operation, input.pass, input.position),
  }),
})

export const readPendingStep = defineActivity({
  name: 'readPendingStep',
  input: workInput.extend({ position: pendingPosition }),
  /** Without `next` no header is left that was not visited. */
  output: z.object({ next: pendingPosition.optional() }),
  run: async (deps, input) => ({ next: await readPending(deps)(input.operation, input.position) }),
})

export const finishRefreshStep = defineActivity({
  name: 'finishRefreshStep',
  input: workInput.extend({ pass, position }),
  output: noOutput,
  run: async (deps, input) => {
    await finishRefresh(deps)(input.operation, input.pass, input.position)
    return null
  },
})
