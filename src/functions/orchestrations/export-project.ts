import { z } from 'zod'
import type { PartStart } from '../../domain/model/exports/export-part.ts'
import { beginExportStep, exportPartStep, finishExportStep } from './activities.ts'
import { call, callAll } from './call.ts'
import { orchestrate } from './orchestrate.ts'

/** They share one process's memory and core with the labelers. */
const partsAtOnce = 4

/** Segments are written side by side, each part by part; then all is published at once. */
export const exportProject = orchestrate(z.object({ operation: z.string() }), function* (run, { operation }) {
  const { segments } = yield* call(run, beginExportStep, { operation })
  if (segments === undefined) return
  const waiting = Array.from({ length: segments }, (_, segment): Omit<PartStart, 'doneBefore'> => ({
    segment,
    part: 0,
    rows: 0,
    annotations: 0,
  }))
  let doneBefore = 0
  while (waiting.length > 0) {
    const parts = waiting.splice(0, partsAtOnce)
    const ends = yield* callAll(
      run,
      exportPartStep,
      parts.map((start) => ({ operation, start: { ...start, doneBefore } })),
    )
    for (const [index, { after, rows, annotations, seen }] of ends.entries()) {
      const part = parts[index]
      doneBefore += seen
      if (part && after !== undefined)
        waiting.unshift({ segment: part.segment, part: part.part + 1, after, rows, annotations })
    }
  }
  yield* call(run, finishExportStep, { operation })
})
