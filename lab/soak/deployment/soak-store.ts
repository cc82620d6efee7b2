import { countOpenWork } from '../check/read-sqlite.ts'

/** What holds the documents, seen from beside the service. */
export interface SoakStore {
  /** What a report says of it. */
  readonly name: string
  /** Settings of the service that uses it. */
  readonly settings: Readonly<Record<string, string>>
  readonly countOpenWork: () => number
  /** Leaves the documents in the data folder, where the checker reads them. */
  readonly save: () => Promise<void>
  readonly stop: () => Promise<void>
}

/** The embedded engine, whose file is in the data folder. */
export const embeddedStore = (dataDir: string): SoakStore => ({
  name: 'SQLite',
  settings: {},
  countOpenWork: () => countOpenWork(dataDir),
  save: async () => {},
  stop: async () => {},
})
