import type { ReaderCase } from './cases.ts'
import { compare, type Assignment, type Observation } from './compare.ts'
import type { Reader } from './readers.ts'
import type { ProjectTruth } from './truth.ts'

/** The outcome of one reader on one export. */
export interface Trial {
  readonly passed: boolean
  /** One line, and under it the first differences if it failed. */
  readonly lines: readonly string[]
}

const shown = 5

const countsOf = ({ parts }: Observation): string => {
  const rows = parts.flatMap((part) => part.rows)
  const classes = new Set(rows.flatMap((row) => row.classes ?? []))
  const pictures = new Set(rows.flatMap((row) => Object.values(row.pictures)))
  return `${rows.length} rows, ${classes.size} classes, ${pictures.size} pictures`
}

const tryCase = (
  reader: Reader,
  one: ReaderCase,
  found: Observation,
  truth: ProjectTruth,
  assignment: Assignment,
): Trial => {
  const { refuses } = reader
  if (refuses && one.project === refuses.project && found.error?.includes(refuses.error))
    return {
      passed: true,
      lines: [`${reader.name} ${found.version}, ${one.name}: refuses ${refuses.because}`],
    }
  const isDamaged = one.damage !== undefined
  // A damaged export must not teach where items are.
  const known = isDamaged ? new Map(assignment) : assignment
  const differences = compare(one, truth, found, reader, known)
  const start = `${reader.name} ${found.version}, ${one.name}: ${countsOf(found)}`
  if (isDamaged) {
    const passed = found.error === null && differences.length > 0
    return {
      passed,
      lines: [
        `${start}: ${passed ? 'notices it' : 'DOES NOT NOTICE IT'}`,
        ...(found.error === null ? [] : [found.error]),
      ],
    }
  }
  if (differences.length === 0) return { passed: true, lines: [`${start}: agrees`] }
  const more = differences.length - shown
  return {
    passed: false,
    lines: [
      `${start}: DISAGREES`,
      ...differences.slice(0, shown).map((line) => `  ${line}`),
      ...(more > 0 ? [`  and ${more} more differences`] : []),
    ],
  }
}

/** Compares all that one reader found with the API. An export that it was given and has not opened fails. */
export const judgeReader = (
  reader: Reader,
  cases: readonly ReaderCase[],
  observations: readonly Observation[],
  truths: ReadonlyMap<string, ProjectTruth>,
  assignmentOf: (project: string) => Assignment,
): readonly Trial[] =>
  cases
    .filter(({ format }) => reader.formats.includes(format))
    .map((one) => {
      const found = observations.find((each) => each.case === one.name)
      const truth = truths.get(one.project)
      if (!found || !truth) return { passed: false, lines: [`${reader.name}, ${one.name}: NOT OPENED`] }
      return tryCase(reader, one, found, truth, assignmentOf(one.project))
    })
