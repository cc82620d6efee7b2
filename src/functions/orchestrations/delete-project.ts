import { z } from 'zod'
import type { Millis } from '../../domain/core/time.ts'
import {
  beginDeletionStep,
  deleteExportFilesStep,
  deleteScopeStep,
  deleteSegmentStep,
  finishDeletionStep,
} from './activities.ts'
import { call, callAll, type Run, type Steps } from './call.ts'
import { StepFailed } from './failure.ts'
import { orchestrate } from './orchestrate.ts'

const segmentsAtOnce = 4

function* wait({ df }: Run, time: Millis): Steps<void> {
  yield df.createTimer(new Date(df.currentUtcDateTime.getTime() + time))
}

function* deleteSegments(run: Run, operation: string, segments: number): Steps<void> {
  let waiting = Array.from({ length: segments }, (_, segment) => segment)
  while (waiting.length > 0) {
    const some = waiting.slice(0, segmentsAtOnce)
    const empty = yield* callAll(
      run,
      deleteSegmentStep,
      some.map((segment) => ({ operation, segment })),
    )
    waiting = [...some.filter((_, index) => !empty[index]), ...waiting.slice(segmentsAtOnce)]
  }
}

function* deleteAll(run: Run, operation: string): Steps<void> {
  const { segments, busy } = yield* call(run, beginDeletionStep, { operation })
  if (busy) yield* wait(run, run.timing.deletionNotice)
  yield* deleteSegments(run, operation, segments)
  while (!(yield* call(run, deleteScopeStep, { operation })));
  while (!(yield* call(run, deleteExportFilesStep, { operation })));
  yield* call(run, finishDeletionStep, { operation })
}

/** Deletes a project with everything in it. Half deleted it is of no use, so it is tried until it is done. */
export const deleteProject = orchestrate(z.object({ operation: z.string() }), function* (run, { operation }) {
  try {
    yield* deleteAll(run, operation)
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error
    yield* wait(run, run.timing.deletionRetry)
    run.df.continueAsNew({ operation })
  }
})
