import { workInput } from '../orchestrations/activity.ts'
import { call } from '../orchestrations/steps.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import {
  beginBulkStep,
  changeMatchingStep,
  countMatchingStep,
  finishBulkStep,
  bulkPosition,
} from './bulk-steps.ts'

const maxStepsPerExecution = 50

const start = { segment: 0, count: 0 }

/** Counts the items that match, and changes them if their number is as expected. */
export const bulkOrchestrator = orchestrate({
  input: workInput.extend({
    /** Present while the items are counted. */
    counting: bulkPosition.optional(),
    /** Present after the count. */
    changing: bulkPosition.optional(),
  }),
  steps: [beginBulkStep, countMatchingStep, changeMatchingStep, finishBulkStep],
  afterFailure: 'Close',
  run: function* ({ operation, counting, changing }) {
    let toCount = counting
    let toChange = changing
    if (!toCount && !toChange) {
      const { counted } = yield* call(beginBulkStep, { operation })
      if (counted) toChange = start
      else toCount = start
    }
    for (let step = 0; ; step += 1) {
      if (step === maxStepsPerExecution) return { counting: toCount, changing: toChange }
      if (toCount) {
        const { next } = yield* call(countMatchingStep, { operation, position: toCount })
        toCount = next
        if (!next) toChange = start
        continue
      }
      const { done, ...next } = yield* call(changeMatchingStep, {
        operation,
        position: toChange ?? start,
      })
      toChange = next
      if (done) break
    }
    yield* call(finishBulkStep, { operation, count: toChange.count })
    return undefined
  },
})
