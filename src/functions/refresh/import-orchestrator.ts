import { startOfWalk } from '../../domain/refresh/walk-files.ts'
import { workInput } from '../orchestrations/activity.ts'
import { call } from '../orchestrations/call.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { finishImportStep, importFilesStep, position } from './refresh-steps.ts'

const maxStepsPerExecution = 50

/** Creates an item for each file, list page by list page, with its image header; then opens the project for labeling. */
export const importOrchestrator = orchestrate({
  input: workInput.extend({ position: position.optional() }),
  steps: [importFilesStep, finishImportStep],
  run: function* (execution, { operation, position: start = startOfWalk }) {
    let current = start
    for (let step = 0; ; step += 1) {
      if (step === maxStepsPerExecution) {
        execution.df.continueAsNew({ operation, position: current })
        return
      }
      current = yield* call(execution, importFilesStep, { operation, position: current })
      if (current.continuation === undefined) break
    }
    yield* call(execution, finishImportStep, { operation, position: current })
  },
})
