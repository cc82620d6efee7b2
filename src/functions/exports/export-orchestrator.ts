import type { PartStart } from '../../domain/model/exports/export-part.ts'
import { workInput } from '../orchestrations/activity.ts'
import { call, callAll } from '../orchestrations/steps.ts'
import { orchestrate } from '../orchestrations/orchestrate.ts'
import { beginExportStep, exportPartStep, finishExportStep } from './export-steps.ts'

/** Export parts share the memory and the core of one process with the requests of labelers. */
const maxParallelParts = 4

/** Writes the segments in parallel, each segment part by part, then publishes all files at once. */
export const exportOrchestrator = orchestrate({
  input: workInput,
  steps: [beginExportStep, exportPartStep, finishExportStep],
  afterFailure: 'Close',
  run: function* ({ operation }) {
    const { segments } = yield* call(beginExportStep, { operation })
    const queue = Array.from({ length: segments }, (_, segment): Omit<PartStart, 'doneBefore'> => ({
      segment,
      part: 0,
      rows: 0,
      annotations: 0,
    }))
    const written = { parts: 0, rows: 0, seen: 0 }
    while (queue.length > 0) {
      const parts = queue.splice(0, maxParallelParts)
      const ends = yield* callAll(
        exportPartStep,
        parts.map((start) => ({ operation, start: { ...start, doneBefore: written.seen } })),
      )
      for (const [index, { after, rows, annotations, seen }] of ends.entries()) {
        const part = parts[index]
        written.parts += 1
        written.seen += seen
        // The rows of an end include those of the parts before it in the segment.
        if (after === undefined) written.rows += rows
        else if (part) queue.unshift({ segment: part.segment, part: part.part + 1, after, rows, annotations })
      }
    }
    yield* call(finishExportStep, { operation, written })
  },
})
