import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import type { Draft, Entry, Owner, PageRecord, RefusedAnswer, StepRecord, TakenRecord } from './records.ts'

interface LabelSchema extends DBSchema {
  pages: { key: [string, string]; value: PageRecord }
  taken: { key: [string, string]; value: TakenRecord }
  drafts: { key: [string, string, string]; value: Draft }
  steps: { key: [string, string, number]; value: StepRecord }
  outbox: { key: [string, number]; value: Entry }
  refused: { key: [string, number]; value: RefusedAnswer }
  owners: { key: string; value: Owner }
}

export type LabelDatabase = IDBPDatabase<LabelSchema>

/** A later version of the app keeps answers in this browser in a way that this one cannot read. */
export class NewerDatabase extends Error {
  constructor(cause: unknown) {
    super('A later version of the app has this database', { cause })
    this.name = 'NewerDatabase'
  }
}

const open = (user: string): Promise<LabelDatabase> =>
  openDB<LabelSchema>(`etiquette.answers.${user}`, 1, {
    upgrade: (database) => {
      database.createObjectStore('pages', { keyPath: ['project', 'page'] })
      database.createObjectStore('taken', { keyPath: ['project', 'page'] })
      database.createObjectStore('drafts', { keyPath: ['project', 'page', 'item'] })
      database.createObjectStore('steps', { keyPath: ['project', 'page', 'number'] })
      database.createObjectStore('outbox', { keyPath: ['project', 'number'] })
      database.createObjectStore('refused', { keyPath: ['project', 'number'] })
      database.createObjectStore('owners', { keyPath: 'project' })
    },
    // A tab with a later version of the app wants to open it.
    blocking: (_current, _blocked, event) => {
      if (event.target instanceof IDBDatabase) event.target.close()
    },
  })

/**
 * Each person has a database of their own: another person on this browser neither sees nor sends their answers.
 * @throws NewerDatabase
 */
export const openLabelDatabase = (user: string): Promise<LabelDatabase> =>
  open(user).catch((error: unknown) => {
    throw error instanceof DOMException && error.name === 'VersionError' ? new NewerDatabase(error) : error
  })
