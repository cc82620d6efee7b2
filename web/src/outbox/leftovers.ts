import type { Api } from '../api/client.ts'
import type { Session } from '../session/session.ts'
import { deskOf, findDesk, leaveDesk } from './desks.ts'
import { openLabelDatabase } from './label-database.ts'

/** Sends what a former visit has left, whatever screen the person is on. */
export const sendLeftovers = async (user: string, api: Api, session: Session): Promise<void> => {
  const database = await openLabelDatabase(user)
  const entries = await database.getAll('outbox')
  database.close()
  for (const project of new Set(entries.map((entry) => entry.project))) {
    if (findDesk(user, project)) continue
    deskOf({ user, project, api, session })
    await leaveDesk(user, project)
  }
}
