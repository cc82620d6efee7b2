export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws SyntaxError */
export const parseJson = (text: string): unknown => JSON.parse(text)

/** A stored document, with the members that the service adds. */
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

/** Bytes of a document, as its price counts them. */
export const sizeOf = (document: unknown): number => Buffer.byteLength(JSON.stringify(document))

interface Version {
  readonly lsn: number
  readonly documents: Documents
}

/** The documents of one container with their last versions, which lagging replicas may still return. */
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
    /** The documents now, or as they were at that write. */
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
