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

const segmentsAtOnce = 4

function* wait({ df }: Execution, time: Millis): Steps<void> {
  yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + time))
}

function* deleteSegments(execution: Execution, operation: string, segments: number): Steps<void> {
  let waiting = Array.from({ length: segments }, (_, segment) => segment)
  while (waiting.length > 0) {
    const some = waiting.slice(0, segmentsAtOnce)
    const empty = yield* callAll(
      execution,
      deleteSegmentStep,
      some.map((segment) => ({ operation, segment })),
    )
    waiting = [...some.filter((_, index) => !empty[index]), ...waiting.slice(segmentsAtOnce)]
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

/** Deletes a project with everything in it. Half deleted it is of no use, so it is tried until it is done. */
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
