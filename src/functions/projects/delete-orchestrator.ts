import { workInput } from '../orchestrations/activity.ts'
import { call, callAll, type Durable, type Steps } from '../orchestrations/call.ts'
import { StepFailed } from '../orchestrations/failure.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import {
  beginDeletionStep,
  deleteExportFilesStep,
  deleteScopeStep,
  deleteSegmentStep,
  finishDeletionStep,
} from './delete-steps.ts'

const maxParallelSegments = 4
/** Milliseconds. Running operations check before each page of files that the project still exists. */
const shutdownDelay = 10_000
/** Milliseconds. */
const retryDelay = 5 * 60_000

function* wait(df: Durable, duration: number): Steps<void> {
  yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + duration))
}

function* deleteSegments(df: Durable, operation: string, segments: number): Steps<void> {
  let queue = Array.from({ length: segments }, (_, segment) => segment)
  while (queue.length > 0) {
    const batch = queue.slice(0, maxParallelSegments)
    const empty = yield* callAll(
      df,
      deleteSegmentStep,
      batch.map((segment) => ({ operation, segment })),
    )
    queue = [...batch.filter((_, index) => !empty[index]), ...queue.slice(maxParallelSegments)]
  }
}

function* deleteAll(df: Durable, operation: string): Steps<void> {
  const { segments, busy } = yield* call(df, beginDeletionStep, { operation })
  if (busy) yield* wait(df, shutdownDelay)
  yield* deleteSegments(df, operation, segments)
  while (!(yield* call(df, deleteScopeStep, { operation })));
  while (!(yield* call(df, deleteExportFilesStep, { operation })));
  yield* call(df, finishDeletionStep, { operation })
}

/** Deletes a project and all its documents. A half-deleted project is of no use, so failed steps are retried without end. */
export const deleteOrchestrator = orchestrate({
  input: workInput,
  steps: [beginDeletionStep, deleteSegmentStep, deleteScopeStep, deleteExportFilesStep, finishDeletionStep],
  run: function* (df, { operation }) {
    try {
      yield* deleteAll(df, operation)
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error
      yield* wait(df, retryDelay)
      df.continueAsNew({ operation })
    }
  },
})
