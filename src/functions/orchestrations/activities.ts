import { z } from 'zod'
import { beginExport } from '../../domain/exports/begin-export.ts'
import { writeExportPart } from '../../domain/exports/write-export-part.ts'
import { finishExport } from '../../domain/exports/finish-export.ts'
import { closeWork } from '../../domain/operations/close-work.ts'
import {
  beginDeletion,
  deleteExportFiles,
  deleteScope,
  deleteSegment,
  finishDeletion,
} from '../../domain/projects/delete-project-parts.ts'
import { beginPass } from '../../domain/refresh/begin-pass.ts'
import { claimHeaders } from '../../domain/refresh/claim-headers.ts'
import { finishImport } from '../../domain/refresh/finish-import.ts'
import { finishRefresh } from '../../domain/refresh/finish-refresh.ts'
import { importFiles } from '../../domain/refresh/import-files.ts'
import { readHeaders } from '../../domain/refresh/read-headers.ts'
import { refreshFiles } from '../../domain/refresh/refresh-files.ts'
import { beginRecountStep, finishRecountStep, recountSegmentStep } from '../recount/recount-steps.ts'
import { defineActivity, type Activity } from './activity.ts'
import { exportStart, headerWork, partEnd, partStart, pass, position } from './step-schemas.ts'

const operation = z.string()
const ofOperation = z.object({ operation })
const nothing = z.null()

export const importFilesStep = defineActivity({
  name: 'importFilesStep',
  input: z.object({ operation, position }),
  output: position,
  run: (deps, input) => importFiles(deps)(input.operation, input.position),
})

export const finishImportStep = defineActivity({
  name: 'finishImportStep',
  input: z.object({ operation, done: z.number() }),
  output: headerWork,
  run: (deps, input) => finishImport(deps)(input.operation, input.done),
})

export const beginPassStep = defineActivity({
  name: 'beginPassStep',
  input: ofOperation,
  output: pass,
  run: (deps, input) => beginPass(deps)(input.operation),
})

export const refreshFilesStep = defineActivity({
  name: 'refreshFilesStep',
  input: z.object({ operation, pass, position }),
  output: position,
  run: (deps, input) => refreshFiles(deps)(input.operation, input.pass, input.position),
})

export const finishRefreshStep = defineActivity({
  name: 'finishRefreshStep',
  input: z.object({ operation, done: z.number() }),
  output: headerWork,
  run: (deps, input) => finishRefresh(deps)(input.operation, input.done),
})

export const claimHeadersStep = defineActivity({
  name: 'claimHeadersStep',
  input: headerWork,
  output: z.array(z.number()).readonly(),
  run: (deps, input) => claimHeaders(deps)(input),
})

export const readHeadersStep = defineActivity({
  name: 'readHeadersStep',
  input: z.object({ work: headerWork, segment: z.number() }),
  output: z.object({ read: z.number(), left: z.boolean() }),
  run: (deps, input) => readHeaders(deps)(input.work, input.segment),
})

export const beginExportStep = defineActivity({
  name: 'beginExportStep',
  input: ofOperation,
  output: exportStart,
  run: async (deps, input) => ({ segments: await beginExport(deps)(input.operation) }),
})

export const exportPartStep = defineActivity({
  name: 'exportPartStep',
  input: z.object({ operation, start: partStart }),
  output: partEnd,
  run: (deps, input) => writeExportPart(deps)(input.operation, input.start),
})

export const finishExportStep = defineActivity({
  name: 'finishExportStep',
  input: ofOperation,
  output: nothing,
  run: async (deps, input) => {
    await finishExport(deps)(input.operation)
    return null
  },
})

export const beginDeletionStep = defineActivity({
  name: 'beginDeletionStep',
  input: ofOperation,
  output: z.object({ segments: z.number(), busy: z.boolean() }),
  run: (deps, input) => beginDeletion(deps)(input.operation),
})

export const deleteSegmentStep = defineActivity({
  name: 'deleteSegmentStep',
  input: z.object({ operation, segment: z.number() }),
  output: z.boolean(),
  run: (deps, input) => deleteSegment(deps)(input.operation, input.segment),
})

export const deleteScopeStep = defineActivity({
  name: 'deleteScopeStep',
  input: ofOperation,
  output: z.boolean(),
  run: (deps, input) => deleteScope(deps)(input.operation),
})

export const deleteExportFilesStep = defineActivity({
  name: 'deleteExportFilesStep',
  input: ofOperation,
  output: z.boolean(),
  run: (deps, input) => deleteExportFiles(deps)(input.operation),
})

export const finishDeletionStep = defineActivity({
  name: 'finishDeletionStep',
  input: ofOperation,
  output: nothing,
  run: async (deps, input) => {
    await finishDeletion(deps)(input.operation)
    return null
  },
})

export const closeWorkStep = defineActivity({
  name: 'closeWorkStep',
  input: z.object({
    operation,
    failure: z.object({ code: z.string(), message: z.string() }).optional(),
  }),
  output: nothing,
  run: async (deps, input) => {
    const { failure } = input
    await closeWork(deps)(
      input.operation,
      failure ? { status: 'Failed', error: failure } : { status: 'Canceled' },
    )
    return null
  },
})

/** All steps, to register. */
export const activities: readonly Activity<unknown, unknown>[] = [
  importFilesStep,
  finishImportStep,
  beginPassStep,
  refreshFilesStep,
  finishRefreshStep,
  claimHeadersStep,
  readHeadersStep,
  beginExportStep,
  exportPartStep,
  finishExportStep,
  beginDeletionStep,
  deleteSegmentStep,
  deleteScopeStep,
  deleteExportFilesStep,
  finishDeletionStep,
  beginRecountStep,
  recountSegmentStep,
  finishRecountStep,
  closeWorkStep,
]
