import { workInput } from '../orchestrations/activity.ts'
import { orchestrate, type WorkTiming } from '../orchestrations/orchestrate.ts'
import { call, callAll, wait, type Steps } from '../orchestrations/steps.ts'
import {
  beginDeletionStep,
  deleteExportFilesStep,
  deleteScopeStep,
  deleteSegmentStep,
  finishDeletionStep,
} from './delete-steps.ts'

const maxParallelSegments = 4

function* deleteSegments(operation: string, segments: number): Steps<void> {
  let queue = Array.from({ length: segments }, (_, segment) => segment)
  while (queue.length > 0) {
    const batch = queue.slice(0, maxParallelSegments)
    const empty = yield* callAll(
      deleteSegmentStep,
      batch.map((segment) => ({ operation, segment })),
    )
    queue = [...batch.filter((_, index) => !empty[index]), ...queue.slice(maxParallelSegments)]
  }
}

function* deleteAll(
  { operation }: { readonly operation: string },
  { deletionNotice }: WorkTiming,
): Steps<void> {
  const { segments, busy } = yield* call(beginDeletionStep, { operation })
  if (busy) yield* wait(deletionNotice)
  yield* deleteSegments(operation, segments)
  while (!(yield* call(deleteScopeStep, { operation })));
  while (!(yield* call(deleteExportFilesStep, { operation })));
  yield* call(finishDeletionStep, { operation })
}

/** Deletes a project and all its documents. */
export const deleteOrchestrator = orchestrate({
  input: workInput,
  steps: [beginDeletionStep, deleteSegmentStep, deleteScopeStep, deleteExportFilesStep, finishDeletionStep],
  afterFailure: 'Repeat',
  run: deleteAll,
})
