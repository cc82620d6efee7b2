import { z } from 'zod'
import { bareEtag } from '../../domain/core/etag.ts'
import { itemId } from '../../domain/core/ids.ts'
import { maxReviewItems, type SeenItem } from '../../domain/review/change-items.ts'
import { maxIfMatchLength, storedPart } from '../http/conditions.ts'
import { itemResultFields } from '../items/refusal-schema.ts'

const seenItem = z
  .strictObject({
    item: itemId,
    etag: z
      .string()
      .max(maxIfMatchLength)
      .regex(/^"[\x21\x23-\x7e]*"$/)
      .meta({
        description: 'The `etag` of the item as it was seen, with its quotes',
        example: '"8f0c2d1e5a7b"',
      }),
  })
  .meta({ id: 'SeenItem', description: 'An item as it was seen' })

/** The end of the form without ETags, by `docs/api/README.md`. */
const itemsSunset = '2027-12-31'

/** How a request names items. `onlyOneForm` requires one of the two. */
export const namedItems = {
  seen: z
    .array(seenItem)
    .min(1)
    .max(maxReviewItems)
    .optional()
    .meta({
      description: `1 to ${maxReviewItems} different items, each with its \`etag\` in \`GET …/items\` or \`GET …/items/{item}\`. An item that changed since is refused with \`ItemChangedSince\`.`,
    }),
  items: z
    .array(itemId)
    .min(1)
    .max(maxReviewItems)
    .optional()
    .meta({
      deprecated: true,
      'x-sunset': itemsSunset,
      description: `Instead of \`seen\`: 1 to ${maxReviewItems} item ids, whatever the items are by now`,
    }),
}

interface NamedItems {
  readonly seen?: readonly { readonly item: string }[] | undefined
  readonly items?: readonly string[] | undefined
}

/** True for a body that names items in one of the two forms. */
export const hasOneForm = ({ seen, items }: NamedItems): boolean =>
  (seen === undefined) !== (items === undefined)
export const oneForm = { message: 'Send either seen or items', path: ['seen'] }

/** True unless an item is named twice with the ETags of two versions. */
export const hasDistinctItems = ({ seen = [] }: NamedItems): boolean =>
  new Set(seen.map(({ item }) => item)).size === seen.length
export const distinctItems = { message: 'Name each item once', path: ['seen'] }

export const itemsBody = z
  .strictObject(namedItems)
  .refine(hasOneForm, oneForm)
  .refine(hasDistinctItems, distinctItems)
  .meta({ id: 'ItemsRequest', description: 'The items that are to change' })

/** The items of a body with their stored ETags, as the operations take them. */
export const seenIn = <B extends { readonly seen?: readonly SeenItem[] | undefined }>(body: B) => ({
  ...body,
  seen: body.seen?.map(({ item, etag }) => ({ item, etag: storedPart(bareEtag(etag)) })),
})

const reviewResult = z
  .object(itemResultFields)
  .meta({ id: 'ReviewResult', description: 'The result of one item' })

export const reviewResults = z
  .object({
    results: z.array(reviewResult).meta({ description: 'One result per item, in the order of the request' }),
  })
  .meta({ id: 'ReviewResults', description: 'One result per item, in the order of the request' })

/** What the routes of all reviews have in common. */
export const reviewRoute = {
  method: 'POST',
  tag: 'Review',
  idempotent: 'Recorded',
  responses: { 200: { description: 'The result of each item', body: reviewResults } },
  errors: ['ProjectNotFound'],
} as const
