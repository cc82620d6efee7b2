import { startOfWalk } from '../../domain/refresh/walk-files.ts'
import { workInput } from '../orchestrations/activity.ts'
import { call } from '../orchestrations/steps.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { finishImportStep, importFilesStep, position } from './refresh-steps.ts'

const maxStepsPerExecution = 50

/** Creates an item for each file, list page by list page, with its image header; then opens the project for labeling. */
export const importOrchestrator = orchestrate({
  input: workInput.extend({ position: position.optional() }),
  steps: [importFilesStep, finishImportStep],
  afterFailure: 'Close',
  run: function* ({ operation, position: start = startOfWalk }) {
    let current = start
    for (let step = 0; ; step += 1) {
      if (step === maxStepsPerExecution) return { position: current }
      current = yield* call(importFilesStep, { operation, position: current })
      if (current.continuation === undefined) break
    }
    yield* call(finishImportStep, { operation, position: current })
    return undefined
  },
})
