import type { ContainerName, Store } from '../../ports/store.ts'

interface RecordedRead {
  readonly container: ContainerName
  readonly partition: string
  readonly id: string
  /** Undefined if the document did not exist. */
  readonly etag: string | undefined
}

interface RecordedReads {
  readonly store: Store
  /** True if a document that was read by its id is another one now. To call with a store whose reads are true. */
  readonly haveChanged: (present: Pick<Store, 'read'>) => Promise<boolean>
}

/** The store, which remembers the point reads of one piece of work. */
export const recordedReads = (store: Store): RecordedReads => {
  const reads = new Map<string, RecordedRead>()
  return {
    haveChanged: async (present) => {
      for (const { container, partition, id, etag } of reads.values())
        if ((await present.read(container, partition, id))?.etag !== etag) return true
      return false
    },
    store: {
      canLag: store.canLag,
      read: async (container, partition, id) => {
        const found = await store.read(container, partition, id)
        reads.set(`${container} ${partition} ${id}`, { container, partition, id, etag: found?.etag })
        return found
      },
      readMany: (container, partition, ids) => store.readMany(container, partition, ids),
      query: (container, partition, query) => store.query(container, partition, query),
      batch: (container, partition, operations) => store.batch(container, partition, operations),
      fence: (container, partition) => store.fence(container, partition),
      ping: () => store.ping(),
    },
  }
}
