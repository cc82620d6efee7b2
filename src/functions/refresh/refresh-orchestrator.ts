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

const maxStepsPerExecution = 50

/** Makes one pass over the files of a project, then reads the image headers of new and changed files. */
export const refreshOrchestrator = orchestrate({
  input: workInput.extend({
    pass: pass.optional(),
    position: position.optional(),
    headers: headerWork.optional(),
  }),
  steps: [beginPassStep, refreshFilesStep, finishRefreshStep, ...headerSteps],
  run: function* (execution, { operation, pass: started, position: start = { done: 0 }, headers: pending }) {
    let current = start
    if (!pending) {
      const currentPass = started ?? (yield* call(execution, beginPassStep, { operation }))
      for (let step = 0; ; step += 1) {
        if (step === maxStepsPerExecution) {
          execution.df.continueAsNew({ operation, pass: currentPass, position: current })
          return
        }
        current = yield* call(execution, refreshFilesStep, {
          operation,
          pass: currentPass,
          position: current,
        })
        if (current.continuation === undefined) break
      }
    }
    const headers = pending ?? (yield* call(execution, finishRefreshStep, { operation, done: current.done }))
    if (!(yield* readAllHeaders(execution, headers))) execution.df.continueAsNew({ operation, headers })
  },
})
