import { z } from 'zod'
import { finishImportStep, importFilesStep } from './activities.ts'
import { call } from './call.ts'
import { orchestrate } from './orchestrate.ts'
import { readAllHeaders } from './read-all-headers.ts'
import { headerWork, position } from './step-schemas.ts'

const stepsAtOnce = 50

/** Names become items, page by page; then the project can be labeled, and headers are read. */
export const importProject = orchestrate(
  z.object({ operation: z.string(), position: position.optional(), headers: headerWork.optional() }),
  function* (run, { operation, position: from = { done: 0 }, headers: known }) {
    let at = from
    if (!known) {
      for (let step = 0; ; step += 1) {
        if (step === stepsAtOnce) {
          run.df.continueAsNew({ operation, position: at })
          return
        }
        at = yield* call(run, importFilesStep, { operation, position: at })
        if (at.continuation === undefined) break
      }
    }
    const headers = known ?? (yield* call(run, finishImportStep, { operation, done: at.done }))
    if (!(yield* readAllHeaders(run, headers))) run.df.continueAsNew({ operation, headers })
  },
)
