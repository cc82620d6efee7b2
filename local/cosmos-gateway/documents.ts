import { noLag, createReplicas } from './replicas.ts'
import type { Lag } from './replicas.ts'

export type Json = Record<string, unknown>

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** @throws SyntaxError */
export const parseJson = (text: string): unknown => JSON.parse(text)

/** A stored document, with the members that the service adds. */
export interface Resource extends Json {
  readonly id: string
  /** Grows from document to document, and stays with it. */
  readonly _rid: string
  readonly _etag: string
  readonly _ts: number
}
export type Documents = ReadonlyMap<string, Resource>

const seconds = (now: number): number => Math.floor(now / 1000)

/** The second of its expiry; undefined for a document that does not expire. */
const expiryOf = ({ ttl, _ts }: Resource): number | undefined =>
  typeof ttl === 'number' && ttl >= 0 ? _ts + ttl : undefined

export const isAlive = (resource: Resource, now: number): boolean =>
  seconds(now) < (expiryOf(resource) ?? Infinity)

export const toResource = (
  document: Json,
  { rid, etag }: { readonly rid: string; readonly etag: string },
  now: number,
): Resource => ({
  ...document,
  id: String(document['id']),
  _rid: rid,
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

export interface Expired {
  readonly partition: string
  readonly resource: Resource
}

export interface ContainerOptions {
  readonly now: () => number
  readonly lag?: Lag | undefined
  /** Milliseconds from the expiry of a document to its deletion. */
  readonly purgeDelay?: number | undefined
}

/**
 * The documents of one container, which is one physical partition here, with the earlier versions that replicas may still
 * show. Each write has a number (LSN).
 */
export const createContainer = ({ now, lag = noLag, purgeDelay = 0 }: ContainerOptions) => {
  const partitions = new Map<string, readonly Version[]>()
  const replicas = createReplicas(now, lag)
  const none: Documents = new Map()
  let lsn = 0
  let etags = 0
  let rids = 0
  let nextPurge = Infinity

  const documents = (partition: string, at = lsn): Documents =>
    partitions.get(partition)?.findLast((version) => version.lsn <= at)?.documents ?? none

  const purgeTime = (resource: Resource): number => (expiryOf(resource) ?? Infinity) * 1000 + purgeDelay
  const nextPurgeOf = (some: Documents): number =>
    [...some.values()].reduce((least, one) => Math.min(least, purgeTime(one)), Infinity)

  const store = (partition: string, next: Documents): void => {
    lsn += 1
    replicas.wrote(lsn)
    const versions = [...(partitions.get(partition) ?? []), { lsn, documents: next }]
    const oldest = versions.findLastIndex((version) => version.lsn <= replicas.floor())
    partitions.set(partition, versions.slice(Math.max(0, oldest)))
  }

  return {
    replicas,
    lsn: (): number => lsn,
    nextEtag: (): string => {
      etags += 1
      return `"0000${etags.toString(16)}-0000-0d00-0000-000000000000"`
    },
    nextRid: (): string => {
      rids += 1
      return rids.toString(36).padStart(11, '0')
    },
    /** The documents now, or as they were at that write. */
    documents,
    partitions: (): readonly string[] => [...partitions.keys()],
    write: (partition: string, next: Documents, written: readonly Resource[]): void => {
      store(partition, next)
      nextPurge = Math.min(nextPurge, ...written.map(purgeTime))
    },
    /** Deletes the documents that expired long enough ago. */
    purge: (): readonly Expired[] => {
      if (now() < nextPurge) return []
      const purged: Expired[] = []
      nextPurge = Infinity
      for (const partition of partitions.keys()) {
        const present = documents(partition)
        const due = [...present.values()].filter((resource) => purgeTime(resource) <= now())
        const left = new Map(present)
        for (const { id } of due) left.delete(id)
        if (due.length > 0) store(partition, left)
        purged.push(...due.map((resource) => ({ partition, resource })))
        nextPurge = Math.min(nextPurge, nextPurgeOf(left))
      }
      return purged
    },
  }
}
export type GatewayContainer = ReturnType<typeof createContainer>
