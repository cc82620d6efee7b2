import { z } from 'zod'

/** What a recount found, as the operation of the API shows it. */
export const recountReport = z.object({
  differences: z.array(
    z.object({ segment: z.number(), counter: z.string(), stored: z.number(), counted: z.number() }),
  ),
  differenceCount: z.number(),
  busySegments: z.array(z.number()),
  repaired: z.boolean(),
})
type RecountReport = z.output<typeof recountReport>

/** Columns as wide as their widest cell; numbers to the right. */
const table = (rows: readonly (readonly (string | number)[])[]): readonly string[] => {
  const width = (column: number): number => Math.max(...rows.map((row) => String(row[column]).length))
  return rows.map((row) =>
    row
      .map((cell, column) =>
        typeof cell === 'number' ? String(cell).padStart(width(column)) : cell.padEnd(width(column)),
      )
      .join('  ')
      .trimEnd(),
  )
}

const differenceLines = ({ differences, differenceCount }: RecountReport): readonly string[] => {
  if (differenceCount === 0) return []
  const rows = differences.map((one) => [one.segment, one.counter, one.stored, one.counted])
  const more = differenceCount - differences.length
  return [
    ...table([['segment', 'counter', 'stored', 'counted'], ...rows]),
    ...(more > 0 ? [`and ${more} more`] : []),
  ]
}

const verdict = (project: string, items: number, { differenceCount, repaired }: RecountReport): string => {
  if (differenceCount === 0) return `${project}: the counters equal the ${items} items that were counted`
  return repaired
    ? `${project}: ${differenceCount} counters differed and are corrected`
    : `${project}: ${differenceCount} counters differ; correct them with --write`
}

const busyLines = (project: string, { busySegments }: RecountReport): readonly string[] =>
  busySegments.length === 0
    ? []
    : [
        `Not known: items of segment ${busySegments.join(', ')} changed each time that they were counted.`,
        `Pause the project (POST /projects/${project}/pause) and repeat.`,
      ]

/** The report for people, and whether the counters are known to equal the items now. */
export const describeReport = (
  project: string,
  items: number,
  report: RecountReport,
): { readonly lines: readonly string[]; readonly sound: boolean } => ({
  lines: [...differenceLines(report), verdict(project, items, report), ...busyLines(project, report)],
  sound: (report.differenceCount === 0 || report.repaired) && report.busySegments.length === 0,
})
