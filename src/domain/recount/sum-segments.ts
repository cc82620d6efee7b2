import { mostDifferences, type RecountReport } from '../model/operations/operation.ts'
import type { SegmentEnd } from './recount-segment.ts'

/** What the segments counted so far have shown. */
export interface Findings extends Omit<RecountReport, 'repaired'> {
  /** Items counted. */
  readonly items: number
}

export const noFindings: Findings = { items: 0, differences: [], differenceCount: 0, busySegments: [] }

export const roomIn = ({ differences }: Findings): number => mostDifferences - differences.length

export const addSegments = (findings: Findings, ends: readonly SegmentEnd[]): Findings => ({
  items: ends.reduce((sum, { items }) => sum + items, findings.items),
  differences: [...findings.differences, ...ends.flatMap(({ differences }) => differences)].slice(
    0,
    mostDifferences,
  ),
  differenceCount: ends.reduce((sum, one) => sum + one.differenceCount, findings.differenceCount),
  busySegments: [...findings.busySegments, ...ends.filter(({ busy }) => busy).map(({ segment }) => segment)],
})
