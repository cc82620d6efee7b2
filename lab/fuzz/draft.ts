import type { CallerName } from './callers.ts'
import { write, type Tree } from './json.ts'

/** A request in its parts, on its way from what is valid to what is sent. */
export interface Draft {
  readonly method: string
  /** Percent-encoded as they are to be sent, with `api` as the first. */
  readonly segments: readonly string[]
  /** Stands behind the last segment: a slash, for example. */
  readonly tail: string
  /** Raw text of the pairs. */
  readonly query: readonly string[]
  readonly headers: readonly (readonly [string, string])[]
  readonly tree: Tree | undefined
  /** Takes the place of what `tree` is written as. */
  readonly bytes: Buffer | undefined
  readonly caller: CallerName
}

/** Changes a valid request into one that may not be. */
export type Mutation = (draft: Draft) => Draft

/** What goes over the wire. */
export interface WireRequest {
  readonly method: string
  /** Path and query. */
  readonly target: string
  readonly headers: readonly (readonly [string, string])[]
  readonly body: Buffer | undefined
  readonly caller: CallerName
}

export const withHeader = (draft: Draft, name: string, value: string | undefined): Draft => ({
  ...draft,
  headers: [
    ...draft.headers.filter(([other]) => other.toLowerCase() !== name.toLowerCase()),
    ...(value === undefined ? [] : [[name, value] as const]),
  ],
})

export const bytesOf = ({ bytes, tree }: Draft): Buffer | undefined =>
  bytes ?? (tree === undefined ? undefined : Buffer.from(write(tree)))

export const toWire = (draft: Draft): WireRequest => {
  const { method, segments, tail, query, headers, caller } = draft
  const search = query.length === 0 ? '' : `?${query.join('&')}`
  return { method, target: `/${segments.join('/')}${tail}${search}`, headers, body: bytesOf(draft), caller }
}
