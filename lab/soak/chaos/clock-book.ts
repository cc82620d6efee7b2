import type { HistoryWriter } from '../history/write-history.ts'

/** Knows how wrong the clocks of the instances are, and writes it into the history. */
export interface ClockBook {
  /** From now on it is not known what an instance's clock shows, until that is told. */
  readonly changing: (instance: number) => void
  /** @param offset By how many ms the times that the instance stores are ahead of the right ones */
  readonly changed: (instance: number, offset: number) => void
  /** Whether one was wrong or changing at any time since then. */
  readonly wrongSince: (time: number) => boolean
}

export const createClockBook = (
  history: Pick<HistoryWriter, 'note'>,
  now: () => number = Date.now,
): ClockBook => {
  const wrong = new Set<number>()
  let rightSince = Number.NEGATIVE_INFINITY
  const note = (instance: number, offset: number | undefined): void => {
    history.note({ event: 'clock', at: now(), instance, ...(offset === undefined ? {} : { offset }) })
    if (offset === 0) wrong.delete(instance)
    else wrong.add(instance)
    if (wrong.size === 0) rightSince = now()
  }
  return {
    changing: (instance) => note(instance, undefined),
    changed: note,
    wrongSince: (time) => wrong.size > 0 || time <= rightSince,
  }
}
