import { workInput } from '../orchestrations/activity.ts'
import { call, type Steps } from '../orchestrations/steps.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import {
  beginExportDeletionStep,
  deleteFilesOfExportStep,
  finishExportDeletionStep,
} from './delete-export-steps.ts'

function* deleteAll({ operation }: { readonly operation: string }): Steps<void> {
  yield* call(beginExportDeletionStep, { operation })
  while (!(yield* call(deleteFilesOfExportStep, { operation })));
  yield* call(finishExportDeletionStep, { operation })
}

/** Deletes an export: the version that names its files, then the files, then the record that names both. */
export const deleteExportOrchestrator = orchestrate({
  input: workInput,
  steps: [beginExportDeletionStep, deleteFilesOfExportStep, finishExportDeletionStep],
  afterFailure: 'Repeat',
  run: deleteAll,
})
