import { z } from 'zod'

/** Longer than any continuation of the service, and short enough for the URL of a request. */
const maxContinuationLength = 6144

const continuation = z
  .string()
  .max(maxContinuationLength)
  .regex(/^[!-~]+$/)
  .meta({ id: 'Continuation', description: 'The position of a list page; opaque' })

/** The query parameters of every list. A route adds its own: `z.strictObject({ ...pageQuery, state })`. */
export const pageQuery = {
  // In place: some generators make a text of a parameter whose schema is a named integer.
  maxpagesize: z.coerce.number().int().min(1).max(200).default(50).meta({
    description:
      'The maximum number of entries in the response. A response can have fewer entries and still have a `nextLink`.',
  }),
  continuation: continuation.optional().meta({
    description:
      'The position of the next list page; opaque. Follow `nextLink` instead of setting this parameter. One of another list, or with another filter, is 400 `InvalidContinuation`.',
  }),
}

export const listQuery = z.strictObject(pageQuery)

/** The schema of a list response. @param id The schema name in the OpenAPI document, such as `DatastoreList`. */
export const listOf = <T extends z.ZodType>(item: T, id: string) =>
  z
    .object({
      value: z.array(item).meta({ description: 'The entries of this list page' }),
      nextLink: z
        .url()
        .optional()
        .meta({ description: 'The absolute URL of the next list page; absent on the last one' }),
    })
    .meta({ id, description: 'One list page' })

interface ListPage<T> {
  readonly documents: readonly T[]
  readonly continuation?: string | undefined
}

/** The body of a list response. */
export const toList = <T, R>(
  { documents, continuation }: ListPage<T>,
  { nextLink }: { readonly nextLink: (continuation: string | undefined) => string | undefined },
  toEntry: (document: T) => R,
): { value: R[]; nextLink?: string } => {
  const next = nextLink(continuation)
  return { value: documents.map(toEntry), ...(next === undefined ? {} : { nextLink: next }) }
}
