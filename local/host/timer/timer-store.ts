import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { TimerStore } from './timer-listener.ts'
import type { Database } from '../store/database.ts'
import { text } from '../store/rows.ts'

const status = z.object({ Last: z.string(), Next: z.string(), LastUpdated: z.string() })

/** The status of timer triggers, in the state file. */
export function createTimerStore({ sqlite }: Database): TimerStore {
  const select = sqlite.prepare('SELECT status FROM schedules WHERE name = ?')
  const upsert = sqlite.prepare('INSERT OR REPLACE INTO schedules (name, status) VALUES (?, ?)')
  return {
    read(name) {
      const row = select.get(name)
      return row === undefined ? undefined : status.parse(JSON.parse(text(row, 'status')))
    },
    write(name, value) {
      upsert.run(name, JSON.stringify(value))
    },
  }
}

/** The key of the management API: made once per state file, so that links handed out survive a restart. */
export function systemKey({ sqlite }: Database): string {
  const row = sqlite.prepare("SELECT value FROM meta WHERE name = 'systemKey'").get()
  if (row !== undefined) return text(row, 'value')
  const key = randomBytes(24).toString('hex')
  sqlite.prepare("INSERT INTO meta (name, value) VALUES ('systemKey', ?)").run(key)
  return key
}
