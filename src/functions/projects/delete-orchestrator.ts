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

const segmentsAtOnce = 4
/** What was at work for the project looks whether it still may before each page of files. */
const noticeTime = 10_000
const pauseAfterFailure = 5 * 60_000

function* wait(df: Durable, time: number): Steps<void> {
  yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + time))
}

function* deleteSegments(df: Durable, operation: string, segments: number): Steps<void> {
  let waiting = Array.from({ length: segments }, (_, segment) => segment)
  while (waiting.length > 0) {
    const some = waiting.slice(0, segmentsAtOnce)
    const empty = yield* callAll(
      df,
      deleteSegmentStep,
      some.map((segment) => ({ operation, segment })),
    )
    waiting = [...some.filter((_, index) => !empty[index]), ...waiting.slice(segmentsAtOnce)]
  }
}

function* deleteAll(df: Durable, operation: string): Steps<void> {
  const { segments, busy } = yield* call(df, beginDeletionStep, { operation })
  if (busy) yield* wait(df, noticeTime)
  yield* deleteSegments(df, operation, segments)
  while (!(yield* call(df, deleteScopeStep, { operation })));
  while (!(yield* call(df, deleteExportFilesStep, { operation })));
  yield* call(df, finishDeletionStep, { operation })
}

/** Deletes a project with everything in it. Half deleted it is of no use, so it is tried until it is done. */
export const deleteOrchestrator = orchestrate({
  input: workInput,
  steps: [beginDeletionStep, deleteSegmentStep, deleteScopeStep, deleteExportFilesStep, finishDeletionStep],
  run: function* (df, { operation }) {
    try {
      yield* deleteAll(df, operation)
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error
      yield* wait(df, pauseAfterFailure)
      df.continueAsNew({ operation })
    }
  },
})
