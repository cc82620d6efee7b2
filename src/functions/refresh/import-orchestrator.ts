import { workInput } from '../orchestrations/activity.ts'
import { call } from '../orchestrations/call.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { headerSteps, readAllHeaders } from './read-all-headers.ts'
import { finishImportStep, headerWork, importFilesStep, position } from './refresh-steps.ts'

const maxStepsPerExecution = 50

/** Creates an item for each file, page by page; then opens the project for labeling and reads the image headers. */
export const importOrchestrator = orchestrate({
  input: workInput.extend({ position: position.optional(), headers: headerWork.optional() }),
  steps: [importFilesStep, finishImportStep, ...headerSteps],
  run: function* (execution, { operation, position: start = { done: 0 }, headers: pending }) {
    let current = start
    if (!pending) {
      for (let step = 0; ; step += 1) {
        if (step === maxStepsPerExecution) {
          execution.df.continueAsNew({ operation, position: current })
          return
        }
        current = yield* call(execution, importFilesStep, { operation, position: current })
        if (current.continuation === undefined) break
      }
    }
    const headers = pending ?? (yield* call(execution, finishImportStep, { operation, done: current.done }))
    if (!(yield* readAllHeaders(execution, headers))) execution.df.continueAsNew({ operation, headers })
  },
})
