import { workInput } from '../orchestrations/activity.ts'
import { call, callAll, type Execution, type Steps } from '../orchestrations/call.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { untilDone, wait } from '../orchestrations/until-done.ts'
import {
  beginDeletionStep,
  deleteExportFilesStep,
  deleteScopeStep,
  deleteSegmentStep,
  finishDeletionStep,
} from './delete-steps.ts'

const maxParallelSegments = 4

function* deleteSegments(execution: Execution, operation: string, segments: number): Steps<void> {
  let queue = Array.from({ length: segments }, (_, segment) => segment)
  while (queue.length > 0) {
    const batch = queue.slice(0, maxParallelSegments)
    const empty = yield* callAll(
      execution,
      deleteSegmentStep,
      batch.map((segment) => ({ operation, segment })),
    )
    queue = [...batch.filter((_, index) => !empty[index]), ...queue.slice(maxParallelSegments)]
  }
}

function* deleteAll(execution: Execution, operation: string): Steps<void> {
  const { segments, busy } = yield* call(execution, beginDeletionStep, { operation })
  if (busy) yield* wait(execution, execution.timing.deletionNotice)
  yield* deleteSegments(execution, operation, segments)
  while (!(yield* call(execution, deleteScopeStep, { operation })));
  while (!(yield* call(execution, deleteExportFilesStep, { operation })));
  yield* call(execution, finishDeletionStep, { operation })
}

/** Deletes a project and all its documents. */
export const deleteOrchestrator = orchestrate({
  input: workInput,
  steps: [beginDeletionStep, deleteSegmentStep, deleteScopeStep, deleteExportFilesStep, finishDeletionStep],
  run: (execution, { operation }) => untilDone(execution, operation, deleteAll(execution, operation)),
})
