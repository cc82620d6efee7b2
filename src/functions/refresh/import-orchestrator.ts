import { workInput } from '../orchestrations/activity.ts'
import { call } from '../orchestrations/call.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { headerSteps, readAllHeaders } from './read-all-headers.ts'
import { finishImportStep, headerWork, importFilesStep, position } from './refresh-steps.ts'

const stepsAtOnce = 50

/** Names become items, page by page; then the project can be labeled, and headers are read. */
export const importOrchestrator = orchestrate({
  input: workInput.extend({ position: position.optional(), headers: headerWork.optional() }),
  steps: [importFilesStep, finishImportStep, ...headerSteps],
  run: function* (execution, { operation, position: from = { done: 0 }, headers: known }) {
    let at = from
    if (!known) {
      for (let step = 0; ; step += 1) {
        if (step === stepsAtOnce) {
          execution.df.continueAsNew({ operation, position: at })
          return
        }
        at = yield* call(execution, importFilesStep, { operation, position: at })
        if (at.continuation === undefined) break
      }
    }
    const headers = known ?? (yield* call(execution, finishImportStep, { operation, done: at.done }))
    if (!(yield* readAllHeaders(execution, headers))) execution.df.continueAsNew({ operation, headers })
  },
})
