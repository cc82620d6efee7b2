import { containerNames } from './schema.ts'
import type { Statements } from './statements.ts'

const sweepLimit = 20

/** Deletes a few documents whose time is over. */
export const createSweep = (statements: Statements): ((now: number) => void) => {
  const sweeps = containerNames.map((container) =>
    statements(
      `DELETE FROM ${container} WHERE rowid IN
        (SELECT rowid FROM ${container} WHERE expires <= ? ORDER BY expires LIMIT ${sweepLimit})`,
    ),
  )
  return (now) => {
    for (const sweep of sweeps) sweep.run(now)
  }
}
