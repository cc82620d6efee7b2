import type { Millis } from '../../domain/core/time.ts'
import { workInput } from '../orchestrations/activity.ts'
import { call, callAll, type Execution, type Steps } from '../orchestrations/call.ts'
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

function* wait({ df }: Execution, duration: Millis): Steps<void> {
  yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + duration))
}

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

/** Deletes a project and all its documents. A half-deleted project is of no use, so failed steps are retried without end. */
export const deleteOrchestrator = orchestrate({
  input: workInput,
  steps: [beginDeletionStep, deleteSegmentStep, deleteScopeStep, deleteExportFilesStep, finishDeletionStep],
  run: function* (execution, { operation }) {
    try {
      yield* deleteAll(execution, operation)
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error
      yield* wait(execution, execution.timing.deletionRetry)
      execution.df.continueAsNew({ operation })
    }
  },
})
