import { startOfWalk } from '../../domain/refresh/walk-files.ts'
import { workInput } from '../orchestrations/activity.ts'
import { call } from '../orchestrations/steps.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import {
  beginPassStep,
  finishRefreshStep,
  pass,
  pendingPosition,
  position,
  readPendingStep,
  refreshFilesStep,
  settlePassStep,
} from './refresh-steps.ts'

const maxStepsPerExecution = 50

/**
 * Makes the passes over the files of a project that are needed: one over changed files or a full one, and one that marks missing
 * items. Then makes one over the headers that could not be read before.
 */
export const refreshOrchestrator = orchestrate({
  input: workInput.extend({
    pass: pass.optional(),
    position: position.optional(),
    /** Present after the passes over the files. */
    pending: pendingPosition.optional(),
  }),
  steps: [beginPassStep, refreshFilesStep, settlePassStep, readPendingStep, finishRefreshStep],
  afterFailure: 'Close',
  run: function* ({ operation, pass: started, position: start = startOfWalk, pending: left }) {
    let currentPass = started ?? (yield* call(beginPassStep, { operation }))
    let current = start
    let pending = left
    for (let step = 0; ; step += 1) {
      if (step === maxStepsPerExecution) return { pass: currentPass, position: current, pending }
      if (pending) {
        const { next } = yield* call(readPendingStep, { operation, position: pending })
        if (!next) break
        pending = next
        continue
      }
      const input = { operation, pass: currentPass, position: current }
      current = yield* call(refreshFilesStep, input)
      if (current.continuation !== undefined) continue
      const settled = { operation, pass: currentPass, position: current }
      const { next: again } = yield* call(settlePassStep, settled)
      if (again) ({ pass: currentPass, position: current } = again)
      else pending = { segment: 0 }
    }
    yield* call(finishRefreshStep, { operation, pass: currentPass, position: current })
    return undefined
  },
})
