import { build, type Histogram } from 'hdr-histogram-js'

export interface Percentiles {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  readonly count: number
}

/** Durations in microseconds inside, milliseconds outside. */
export class Timings {
  readonly #histogram: Histogram = build({
    lowestDiscernibleValue: 1,
    highestTrackableValue: 600_000_000,
    numberOfSignificantValueDigits: 3,
  })

  async time<T>(run: () => Promise<T>): Promise<T> {
    const began = performance.now()
    const result = await run()
    this.add(began)
    return result
  }

  /** What has taken from then until now. */
  add(began: number): void {
    this.#histogram.recordValue(Math.round((performance.now() - began) * 1000))
  }

  percentiles(): Percentiles {
    const at = (percentile: number) => this.#histogram.getValueAtPercentile(percentile) / 1000
    return {
      p50: at(50),
      p95: at(95),
      p99: at(99),
      max: this.#histogram.maxValue / 1000,
      count: this.#histogram.totalCount,
    }
  }
}

export const secondsSince = (began: number): number => (performance.now() - began) / 1000

/** Runs `work` on each of `inputs`, so many at a time. */
export const forEachAtOnce = async <T>(
  inputs: Iterable<T>,
  atOnce: number,
  work: (input: T) => Promise<void>,
): Promise<void> => {
  const iterator = inputs[Symbol.iterator]()
  const worker = async () => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) await work(next.value)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))
