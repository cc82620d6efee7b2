import { fold } from '../core/fold.ts'

export interface FoundPerson {
  readonly user: string
  readonly name?: string | undefined
}

/** Ids as the API takes them. */
const id = /^[a-z0-9][a-z0-9._@-]{0,127}$/i
const objectId = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i

export const isUserId = (text: string): boolean => id.test(text)

/** Whether a text is an id of a directory, which says nothing to a reader. */
export const isObjectId = (text: string): boolean => objectId.test(text)

/**
 * The person that a typed text names for sure: by the whole name or id, or by an id that nobody has yet. Otherwise why there
 * is none: one of several is meant, or nobody is known and the text is no id.
 */
export const personNamed = (
  typed: string,
  found: readonly FoundPerson[],
): FoundPerson | 'Several' | 'Nobody' => {
  const same = found.filter(({ user, name }) => user === typed || fold(name ?? user) === fold(typed))
  const byId = same.find(({ user }) => user === typed)
  if (byId) return byId
  const [only] = same
  if (only && same.length === 1) return only
  if (found.length > 0) return 'Several'
  return isUserId(typed) ? { user: typed } : 'Nobody'
}
