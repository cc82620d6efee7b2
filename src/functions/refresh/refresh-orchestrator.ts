import { workInput } from '../orchestrations/activity.ts'
import { call } from '../orchestrations/call.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { headerSteps, readAllHeaders } from './read-all-headers.ts'
import {
  beginPassStep,
  finishRefreshStep,
  headerWork,
  pass,
  position,
  refreshFilesStep,
} from './refresh-steps.ts'

const stepsAtOnce = 50

/** One pass over the files of a project; then headers of new and changed ones are read. */
export const refreshOrchestrator = orchestrate({
  input: workInput.extend({
    pass: pass.optional(),
    position: position.optional(),
    headers: headerWork.optional(),
  }),
  steps: [beginPassStep, refreshFilesStep, finishRefreshStep, ...headerSteps],
  run: function* (execution, { operation, pass: begun, position: from = { done: 0 }, headers: known }) {
    let at = from
    if (!known) {
      const current = begun ?? (yield* call(execution, beginPassStep, { operation }))
      for (let step = 0; ; step += 1) {
        if (step === stepsAtOnce) {
          execution.df.continueAsNew({ operation, pass: current, position: at })
          return
        }
        at = yield* call(execution, refreshFilesStep, { operation, pass: current, position: at })
        if (at.continuation === undefined) break
      }
    }
    const headers = known ?? (yield* call(execution, finishRefreshStep, { operation, done: at.done }))
    if (!(yield* readAllHeaders(execution, headers))) execution.df.continueAsNew({ operation, headers })
  },
})
