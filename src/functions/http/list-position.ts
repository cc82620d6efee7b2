import { createHash } from 'node:crypto'
import { invalidContinuation } from '../../domain/core/errors.ts'

/** The request of a list without its position. */
export interface ListRequest {
  readonly operation: string
  readonly params: unknown
  readonly query: unknown
}

const hashLength = 16
const plain = '.'
const encoded = '_'

/** Text that stays short in a URL. */
const shortInUrl = /^[\w!.~=-]+$/

type Fields = Readonly<Record<string, unknown>>
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null

/** The query by name, without the position and the size of a list page, which may change from page to page. */
const filterOf = (query: unknown): readonly (readonly [string, unknown])[] =>
  Object.entries(isFields(query) ? query : {})
    .filter(([name]) => name !== 'continuation' && name !== 'maxpagesize')
    .toSorted(([one], [other]) => (one < other ? -1 : 1))

const hashOf = ({ operation, params, query }: ListRequest, position: string): string =>
  createHash('sha256')
    .update(JSON.stringify([operation, params, filterOf(query), position]))
    .digest('base64url')
    .slice(0, hashLength)

/**
 * The continuation that a caller gets: the position, with a hash of it and of the list that it belongs to. So a text that the
 * service did not make, or made for another list, never reaches a storage, which would take it for the name of a file.
 */
export const sealPosition = (list: ListRequest, position: string): string =>
  hashOf(list, position) +
  (shortInUrl.test(position)
    ? `${plain}${position}`
    : `${encoded}${Buffer.from(position).toString('base64url')}`)

/** The position in a continuation of this list. @throws DomainError `InvalidContinuation` */
export const openPosition = (list: ListRequest, continuation: string): string => {
  const text = continuation.slice(hashLength + 1)
  const position = continuation[hashLength] === encoded ? Buffer.from(text, 'base64url').toString() : text
  if (sealPosition(list, position) !== continuation) throw invalidContinuation()
  return position
}

/** The query of a list with the position in place of the continuation. @throws DomainError `InvalidContinuation` */
export const withPosition = (list: ListRequest): unknown => {
  const { query } = list
  if (!isFields(query)) return query
  const { continuation } = query
  return typeof continuation === 'string'
    ? { ...query, continuation: openPosition(list, continuation) }
    : query
}
