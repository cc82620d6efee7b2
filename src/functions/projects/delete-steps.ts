import { z } from 'zod'
import {
  beginDeletion,
  deleteExportFiles,
  deleteScope,
  deleteSegment,
  finishDeletion,
} from '../../domain/projects/delete-project-parts.ts'
import { defineActivity, noOutput, workInput } from '../orchestrations/activity.ts'

export const beginDeletionStep = defineActivity({
  name: 'beginDeletionStep',
  input: workInput,
  output: z.object({ segments: z.number(), busy: z.boolean() }),
  run: (deps, input) => beginDeletion(deps)(input.operation),
})

export const deleteSegmentStep = defineActivity({
  name: 'deleteSegmentStep',
  input: workInput.extend({ segment: z.number() }),
  output: z.boolean(),
  run: (deps, input) => deleteSegment(deps)(input.operation, input.segment),
})

export const deleteScopeStep = defineActivity({
  name: 'deleteScopeStep',
  input: workInput,
  output: z.boolean(),
  run: (deps, input) => deleteScope(deps)(input.operation),
})

export const deleteExportFilesStep = defineActivity({
  name: 'deleteExportFilesStep',
  input: workInput,
  output: z.boolean(),
  run: (deps, input) => deleteExportFiles(deps)(input.operation),
})

export const finishDeletionStep = defineActivity({
  name: 'finishDeletionStep',
  input: workInput,
  output: noOutput,
  run: async (deps, input) => {
    await finishDeletion(deps)(input.operation)
    return null
  },
})
