import { z } from 'zod'

/** The query of every list. Spread it into the route's own: `z.strictObject({ ...pageQuery, state })`. */
export const pageQuery = {
  maxpagesize: z.coerce.number().int().min(1).max(200).default(50).meta({
    description: 'Most entries in one answer. An answer may hold fewer and still have a nextLink.',
    example: 50,
  }),
  continuation: z
    .string()
    .min(1)
    .max(8192)
    .optional()
    .meta({ description: 'Where to go on. Opaque: follow `nextLink`, do not build it.' }),
}

export const listQuery = z.strictObject(pageQuery)

/** The schema of a list's answer. @param id Names it in the OpenAPI document: `DatastoreList`. */
export const listOf = <T extends z.ZodType>(item: T, id: string) =>
  z
    .object({
      value: z.array(item),
      nextLink: z
        .string()
        .optional()
        .meta({ description: 'The absolute URL of the next page; absent on the last one.' }),
    })
    .meta({ id })

interface Page<T> {
  readonly documents: readonly T[]
  readonly continuation?: string | undefined
}

/** The body of a list's answer. */
export const toList = <T, R>(
  { documents, continuation }: Page<T>,
  { nextLink }: { readonly nextLink: (continuation: string | undefined) => string | undefined },
  toEntry: (document: T) => R,
): { value: R[]; nextLink?: string } => {
  const next = nextLink(continuation)
  return { value: documents.map(toEntry), ...(next === undefined ? {} : { nextLink: next }) }
}
