import { workInput } from '../orchestrations/activity.ts'
import { call, type Execution, type Steps } from '../orchestrations/call.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { untilDone } from '../orchestrations/until-done.ts'
import {
  beginExportDeletionStep,
  deleteFilesOfExportStep,
  finishExportDeletionStep,
} from './delete-export-steps.ts'

function* deleteAll(execution: Execution, operation: string): Steps<void> {
  yield* call(execution, beginExportDeletionStep, { operation })
  while (!(yield* call(execution, deleteFilesOfExportStep, { operation })));
  yield* call(execution, finishExportDeletionStep, { operation })
}

/** Deletes an export: the version that names its files, then the files, then the record that names both. */
export const deleteExportOrchestrator = orchestrate({
  input: workInput,
  steps: [beginExportDeletionStep, deleteFilesOfExportStep, finishExportDeletionStep],
  run: (execution, { operation }) => untilDone(execution, operation, deleteAll(execution, operation)),
})
