import { SingleBar } from 'cli-progress'
import type { Counts } from './report.ts'

/** Shows how far an upload is, on a terminal or in a log. */
export interface Progress {
  /** `total`: the files found so far. */
  readonly show: (counts: Counts, total: number) => void
  readonly end: () => void
}

const bytesOfMegabyte = 1_000_000
const doneOf = ({ uploaded, unchanged, failed, leftOut }: Counts): number =>
  uploaded + unchanged + failed + leftOut
const megabytes = ({ bytes }: Counts): string =>
  (bytes / bytesOfMegabyte).toFixed(bytes < bytesOfMegabyte ? 1 : 0)

/** A line that is drawn over. */
export const createBar = (stream: NodeJS.WriteStream): Progress => {
  const bar = new SingleBar({
    format: '{bar} {value}/{total} files, {megabytes} MB',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    hideCursor: true,
    clearOnComplete: true,
    stream,
  })
  let started = false
  return {
    show: (counts, total) => {
      if (!started) bar.start(total, 0, { megabytes: '0' })
      started = true
      bar.setTotal(total)
      bar.update(doneOf(counts), { megabytes: megabytes(counts) })
    },
    end: () => {
      if (started) bar.stop()
    },
  }
}

const everyMs = 5000

/** A line every some seconds, for a log. */
export const createLines = (say: (line: string) => void, now: () => number): Progress => {
  let last = now()
  return {
    show: (counts, total) => {
      if (now() - last < everyMs) return
      last = now()
      say(`${doneOf(counts)} of ${total} files, ${megabytes(counts)} MB`)
    },
    end: () => undefined,
  }
}
