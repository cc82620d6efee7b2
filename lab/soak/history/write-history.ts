import { closeSync, openSync, writeSync } from 'node:fs'
import type { End, Invoke, Line } from './record.ts'

type Without<T, K extends PropertyKey> = Omit<T, K>

/** Appends to the history. Each line is handed to the system before the next thing is done. */
export interface HistoryWriter {
  /** Begins a call and gives its number. */
  readonly invoke: (call: Without<Invoke, 'event' | 'at' | 'call'>) => number
  readonly end: (end: Without<End, 'at'>) => void
  readonly note: (line: Exclude<Line, Invoke | End>) => void
  readonly close: () => void
}

export const openHistory = (file: string, now: () => number = Date.now): HistoryWriter => {
  const descriptor = openSync(file, 'a')
  let calls = 0
  const append = (line: Line): void => {
    writeSync(descriptor, `${JSON.stringify(line)}\n`)
  }
  return {
    invoke: (call) => {
      calls += 1
      append({ event: 'invoke', at: now(), call: calls, ...call })
      return calls
    },
    end: (end) => append({ ...end, at: now() }),
    note: append,
    close: () => closeSync(descriptor),
  }
}
