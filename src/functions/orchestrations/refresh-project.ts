import { z } from 'zod'
import { beginPassStep, finishRefreshStep, refreshFilesStep } from './activities.ts'
import { call } from './call.ts'
import { orchestrate } from './orchestrate.ts'
import { readAllHeaders } from './read-all-headers.ts'
import { headerWork, pass, position } from './step-schemas.ts'

const stepsAtOnce = 50

/** One pass over the files of a project; then headers of new and changed ones are read. */
export const refreshProject = orchestrate(
  z.object({
    operation: z.string(),
    pass: pass.optional(),
    position: position.optional(),
    headers: headerWork.optional(),
  }),
  function* (run, { operation, pass: begun, position: from = { done: 0 }, headers: known }) {
    let at = from
    if (!known) {
      const current = begun ?? (yield* call(run, beginPassStep, { operation }))
      for (let step = 0; ; step += 1) {
        if (step === stepsAtOnce) {
          run.df.continueAsNew({ operation, pass: current, position: at })
          return
        }
        at = yield* call(run, refreshFilesStep, { operation, pass: current, position: at })
        if (at.continuation === undefined) break
      }
    }
    const headers = known ?? (yield* call(run, finishRefreshStep, { operation, done: at.done }))
    if (!(yield* readAllHeaders(run, headers))) run.df.continueAsNew({ operation, headers })
  },
)
