import type { PartStart } from '../../domain/model/exports/export-part.ts'
import { workInput } from '../orchestrations/activity.ts'
import { call, callAll } from '../orchestrations/call.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { beginExportStep, exportPartStep, finishExportStep } from './export-steps.ts'

/** Export parts share the memory and the core of one process with the requests of labelers. */
const maxParallelParts = 4

/** Writes the segments in parallel, each segment part by part, then publishes all files at once. */
export const exportOrchestrator = orchestrate({
  input: workInput,
  steps: [beginExportStep, exportPartStep, finishExportStep],
  run: function* (execution, { operation }) {
    const { segments } = yield* call(execution, beginExportStep, { operation })
    if (segments === undefined) return
    const queue = Array.from({ length: segments }, (_, segment): Omit<PartStart, 'doneBefore'> => ({
      segment,
      part: 0,
      rows: 0,
      annotations: 0,
    }))
    let doneBefore = 0
    while (queue.length > 0) {
      const parts = queue.splice(0, maxParallelParts)
      const ends = yield* callAll(
        execution,
        exportPartStep,
        parts.map((start) => ({ operation, start: { ...start, doneBefore } })),
      )
      for (const [index, { after, rows, annotations, seen }] of ends.entries()) {
        const part = parts[index]
        doneBefore += seen
        if (part && after !== undefined)
          queue.unshift({ segment: part.segment, part: part.part + 1, after, rows, annotations })
      }
    }
    yield* call(execution, finishExportStep, { operation })
  },
})
