import { z } from 'zod'
import {
  beginExportDeletion,
  deleteFilesOfExport,
  finishExportDeletion,
} from '../../domain/exports/delete-export-parts.ts'
import { defineActivity, noOutput, workInput } from '../orchestrations/activity.ts'

export const beginExportDeletionStep = defineActivity({
  name: 'beginExportDeletionStep',
  input: workInput,
  output: noOutput,
  run: async (deps, input) => {
    await beginExportDeletion(deps)(input.operation)
    return null
  },
})

export const deleteFilesOfExportStep = defineActivity({
  name: 'deleteFilesOfExportStep',
  input: workInput,
  output: z.boolean(),
  run: (deps, input) => deleteFilesOfExport(deps)(input.operation),
})

export const finishExportDeletionStep = defineActivity({
  name: 'finishExportDeletionStep',
  input: workInput,
  output: noOutput,
  run: async (deps, input) => {
    await finishExportDeletion(deps)(input.operation)
    return null
  },
})
