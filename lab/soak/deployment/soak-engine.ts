import type { Instance } from '../../../tools/durable-instances.ts'

/** Something of the service's surroundings that can be away for a while. */
export interface Breakable {
  readonly down: () => Promise<void>
  readonly up: () => Promise<void>
}

/** What runs the long work, seen from beside the service. */
export interface SoakEngine {
  /** What a report says of it. */
  readonly name: string
  /** Faults of the soak that spare a part of it, for the report; undefined if there are none. */
  readonly spares: string | undefined
  /** Whether any instance of the service may be asked for long work. */
  readonly shared: boolean
  /** How many times as long as on the embedded engine work may take that a fault interrupted. */
  readonly patience: number
  /** Codes of errors with which long work may fail. */
  readonly excused: ReadonlySet<string>
  /** Settings of an instance of the service. */
  readonly settingsOf: (instance: number) => Readonly<Record<string, string>>
  /** Its own storage, if it is apart from that of the service; without it no instance starts. */
  readonly storage: Breakable | undefined
  /** Its orchestrations, if it lists them. @param folder The data folder of an instance that runs */
  readonly list: ((folder: string) => Promise<readonly Instance[]>) | undefined
  /** Rows of the report. @param folders The data folders of the instances */
  readonly measure: (folders: readonly string[]) => Promise<readonly (readonly [string, string])[]>
  readonly stop: () => Promise<void>
}

/** Storage may be away for as long as long work tries to reach it, which is most of a minute. */
export const excusedByOutages = [
  'DatastoreUnreachable',
  'DatastoreUnavailable',
  'ServiceUnavailable',
] as const

/** The engine of the local host. The hosts of two instances share no orchestrations. */
export const embeddedEngine: SoakEngine = {
  name: 'embedded',
  spares: undefined,
  shared: false,
  patience: 1,
  excused: new Set(excusedByOutages),
  settingsOf: () => ({ DURABLE: 'embedded' }),
  storage: undefined,
  list: undefined,
  measure: async () => [],
  stop: async () => {},
}
