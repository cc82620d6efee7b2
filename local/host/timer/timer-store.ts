import { z } from 'zod'
import type { Database } from '../store/database.ts'
import { text } from '../store/rows.ts'

const timerStatus = z.object({
  /** ISO 8601, as the two others; `0001-01-01T00:00:00` before the first run. */
  Last: z.string(),
  Next: z.string(),
  LastUpdated: z.string(),
})

/** When a timer last ran and when it is due. */
export type TimerStatus = Readonly<z.infer<typeof timerStatus>>

export interface TimerStore {
  readonly read: (name: string) => TimerStatus | undefined
  readonly write: (name: string, status: TimerStatus) => void
}

/** The status of timers, in the state file. */
export const createTimerStore = ({ sqlite, transaction }: Database): TimerStore => {
  const select = sqlite.prepare('SELECT status FROM schedules WHERE name = ?')
  const upsert = sqlite.prepare('INSERT OR REPLACE INTO schedules (name, status) VALUES (?, ?)')
  return {
    read: (name) => {
      const row = select.get(name)
      return row && timerStatus.parse(JSON.parse(text(row, 'status')))
    },
    write: (name, value) => {
      transaction(() => upsert.run(name, JSON.stringify(value)))
    },
  }
}
