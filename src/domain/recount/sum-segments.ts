import { maxDifferences, type RecountReport } from '../model/operations/operation.ts'
import type { SegmentEnd } from './recount-segment.ts'

/** The findings of the counted segments. */
export interface Findings extends Omit<RecountReport, 'repaired'> {
  /** The number of counted items. */
  readonly items: number
}

export const noFindings: Findings = { items: 0, differences: [], differenceCount: 0, busySegments: [] }

export const roomIn = ({ differences }: Findings): number => maxDifferences - differences.length

export const addSegments = (findings: Findings, ends: readonly SegmentEnd[]): Findings => ({
  items: ends.reduce((sum, { items }) => sum + items, findings.items),
  differences: [...findings.differences, ...ends.flatMap(({ differences }) => differences)].slice(
    0,
    maxDifferences,
  ),
  differenceCount: ends.reduce((sum, one) => sum + one.differenceCount, findings.differenceCount),
  busySegments: [...findings.busySegments, ...ends.filter(({ busy }) => busy).map(({ segment }) => segment)],
})
