import { createHash } from 'node:crypto'
import { z } from 'zod'
import { invalidContinuation } from '../../domain/core/errors.ts'
import type { FolderListPage } from '../../domain/ports/blobs.ts'

type Entries = FolderListPage['entries']

/** A place within a large page of the storage. */
export interface PagePosition {
  /** The storage's own continuation of the large page; undefined for the first one. */
  readonly marker?: string | undefined
  /** Entries of the large page that were shown. */
  readonly shown: number
  /** Recognizes the last shown entry, as entries come and go. */
  readonly last?: string | undefined
}

const stored = z.tuple([z.string(), z.number().int().min(0).max(5000), z.string()])

const markOf = ({ kind, path }: Entries[number]): string =>
  createHash('sha256').update(`${kind}:${path}`).digest('base64url').slice(0, 16)

const write = ({ marker = '', shown, last = '' }: PagePosition): string =>
  Buffer.from(JSON.stringify([marker, shown, last])).toString('base64url')

/** @throws DomainError `InvalidContinuation` */
export const readPosition = (continuation: string | undefined): PagePosition => {
  if (continuation === undefined) return { shown: 0 }
  let json: unknown
  try {
    json = JSON.parse(Buffer.from(continuation, 'base64url').toString())
  } catch {
    throw invalidContinuation()
  }
  const { success, data } = stored.safeParse(json)
  if (!success) throw invalidContinuation()
  const [marker, shown, last] = data
  return { shown, ...(marker === '' ? {} : { marker }), ...(last === '' ? {} : { last }) }
}

/** The next entries of a large page, with a continuation that leads on within it, or else to the next large one. */
export const cutPage = (
  { entries, continuation }: FolderListPage,
  { marker, shown, last }: PagePosition,
  size: number,
): FolderListPage => {
  const known = last === undefined ? -1 : entries.findIndex((entry) => markOf(entry) === last)
  const start = known === -1 ? shown : known + 1
  const some = entries.slice(start, start + size)
  const end = start + some.length
  const final = some.at(-1)
  if (final && end < entries.length)
    return { entries: some, continuation: write({ marker, shown: end, last: markOf(final) }) }
  return {
    entries: some,
    ...(continuation === undefined ? {} : { continuation: write({ marker: continuation, shown: 0 }) }),
  }
}
