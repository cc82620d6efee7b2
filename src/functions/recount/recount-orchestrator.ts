import { addSegments, noFindings, roomIn } from '../../domain/recount/sum-segments.ts'
import { workInput } from '../orchestrations/activity.ts'
import { call, callAll } from '../orchestrations/steps.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { beginRecountStep, finishRecountStep, recountSegmentStep } from './recount-steps.ts'

/** They share one process's memory and core with the labelers. */
const segmentsAtOnce = 4

/** Segments are counted some at a time; the operation gets what they show, together. */
export const recountOrchestrator = orchestrate({
  input: workInput,
  steps: [beginRecountStep, recountSegmentStep, finishRecountStep],
  afterFailure: 'Close',
  run: function* ({ operation }) {
    const { segments } = yield* call(beginRecountStep, { operation })
    let findings = noFindings
    for (let first = 0; first < segments; first += segmentsAtOnce) {
      const common = { room: roomIn(findings), doneBefore: findings.items }
      const count = Math.min(segmentsAtOnce, segments - first)
      const starts = Array.from({ length: count }, (_, index) => ({ ...common, segment: first + index }))
      const ends = yield* callAll(
        recountSegmentStep,
        starts.map((start) => ({ operation, start })),
      )
      findings = addSegments(findings, ends)
    }
    yield* call(finishRecountStep, { operation, findings })
  },
})
