import type { ClockChange } from '../history/record.ts'

/** A time in which it is known how wrong the times are that the service stores. */
interface Span {
  readonly from: number
  readonly to: number
  readonly offset: number
}

/** The times that the service stores, told by the right clock. */
export interface Clocks {
  /** The time of a stamp; undefined if the clocks leave it open. */
  readonly timeOf: (stamp: number) => number | undefined
  /** The span that has the whole of a time; undefined if a clock changed in it. */
  readonly spanOf: (from: number, to: number) => Span | undefined
}

const agreed = (offsets: ReadonlyMap<number, number | undefined>): number | undefined => {
  const [first, ...others] = new Set(offsets.values())
  return others.length === 0 ? first : undefined
}

const spansOf = (changes: readonly ClockChange[], end: number): Span[] => {
  const offsets = new Map<number, number | undefined>(changes.map(({ instance }) => [instance, 0]))
  const spans: Span[] = []
  let from = Number.NEGATIVE_INFINITY
  let offset: number | undefined = 0
  for (const change of changes.toSorted((one, other) => one.at - other.at)) {
    if (offset !== undefined) spans.push({ from, to: change.at, offset })
    offsets.set(change.instance, change.offset)
    offset = agreed(offsets)
    from = change.at
  }
  return offset === undefined ? spans : [...spans, { from, to: end, offset }]
}

/** @param end When the run ended: no stamp is of a later time */
export const readClocks = (changes: readonly ClockChange[], end: number): Clocks => {
  const spans = spansOf(changes, end)
  return {
    timeOf: (stamp) => {
      const times = spans.flatMap(({ from, to, offset }) => {
        const time = stamp - offset
        return from <= time && time <= to ? [time] : []
      })
      return times.length === 1 ? times[0] : undefined
    },
    spanOf: (from, to) => spans.find((span) => span.from <= from && to <= span.to),
  }
}
