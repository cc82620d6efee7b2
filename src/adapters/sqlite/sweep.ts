import { containerNames } from './schema.ts'
import type { Statements } from './statements.ts'

const maxDeletes = 20

/** Deletes up to 20 expired documents per container. */
export const createSweep = (statements: Statements): ((now: number) => void) => {
  const sweeps = containerNames.map((container) =>
    statements(
      `DELETE FROM ${container} WHERE rowid IN
        (SELECT rowid FROM ${container} WHERE expires <= ? ORDER BY expires LIMIT ${maxDeletes})`,
    ),
  )
  return (now) => {
    for (const sweep of sweeps) sweep.run(now)
  }
}
