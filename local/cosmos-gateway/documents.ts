import type { Json } from './json.ts'

/** A document as it lies there: with what the service adds to it. */
export interface Resource extends Json {
  readonly id: string
  readonly _etag: string
  readonly _ts: number
}
export type Documents = ReadonlyMap<string, Resource>

const seconds = (now: number): number => Math.floor(now / 1000)

export const isAlive = ({ ttl, _ts }: Resource, now: number): boolean =>
  typeof ttl !== 'number' || ttl < 0 || seconds(now) < _ts + ttl

export const toResource = (document: Json, etag: string, now: number): Resource => ({
  ...document,
  id: String(document['id']),
  _rid: 'aaaaAAAAaaA=',
  _self: 'dbs/aaaaAA==/colls/aaaaAAAAaaA=/docs/x',
  _etag: etag,
  _attachments: 'attachments/',
  _ts: seconds(now),
})

/** Bytes of a document as they are counted for its price. */
export const sizeOf = (document: unknown): number => Buffer.byteLength(JSON.stringify(document))

interface Version {
  readonly lsn: number
  readonly documents: Documents
}

/** The documents of one container with their last versions, which replicas that lag may still show. */
export const createContainer = () => {
  const partitions = new Map<string, Version[]>()
  const none: Documents = new Map()
  let lsn = 0
  let etags = 0
  return {
    lsn: (): number => lsn,
    nextEtag: (): string => {
      etags += 1
      return `"0000${etags.toString(16)}-0000-0d00-0000-000000000000"`
    },
    /** As it is now, or as it was at that write. */
    documents: (partition: string, at = lsn): Documents =>
      partitions.get(partition)?.findLast((version) => version.lsn <= at)?.documents ?? none,
    write: (partition: string, documents: Documents): void => {
      lsn += 1
      const versions = [...(partitions.get(partition) ?? []), { lsn, documents }]
      partitions.set(partition, versions.slice(-20))
    },
  }
}
export type GatewayContainer = ReturnType<typeof createContainer>
