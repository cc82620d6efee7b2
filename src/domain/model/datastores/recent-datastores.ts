import { putNewest } from '../../core/put-newest.ts'
import { isFresh, type Millis } from '../../core/time.ts'
import type { Store } from '../../ports/store.ts'
import { datastorePartition, datastores, type DatastoreDocument } from './datastore.ts'

interface Recent {
  readonly at: Millis
  readonly document: DatastoreDocument
}

const maxAge: Millis = 5_000
const maxDatastores = 200

/** By the store that they were read from, and by name; the one read last is last. */
const memories = new WeakMap<Store, Map<string, Recent>>()

/** The datastore as this process read it less than five seconds ago. Nothing may be refused because of it. */
export const recallDatastore = (store: Store, name: string, now: Millis): DatastoreDocument | undefined => {
  const recent = memories.get(store)?.get(name)
  return recent && isFresh(now, recent.at, maxAge) ? recent.document : undefined
}

/** To call after a change of the datastore by this process. */
export const forgetDatastore = (store: Store, name: string): void => {
  memories.get(store)?.delete(name)
}

/** Reads a datastore and remembers it. Undefined if it does not exist. */
export const readDatastore = async (
  store: Store,
  name: string,
  now: Millis,
): Promise<DatastoreDocument | undefined> => {
  const document = (await datastores.read(store, datastorePartition, name))?.document
  forgetDatastore(store, name)
  if (!document) return undefined
  const memory = memories.get(store) ?? new Map<string, Recent>()
  memories.set(store, memory)
  putNewest(memory, name, { at: now, document }, maxDatastores)
  return document
}
