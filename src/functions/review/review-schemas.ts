import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { maxReviewItems } from '../../domain/review/change-items.ts'

export const itemsField = z
  .array(itemId)
  .min(1)
  .max(maxReviewItems)
  .meta({ description: `1 to ${maxReviewItems} item ids` })

export const itemsBody = z.strictObject({ items: itemsField }).meta({ id: 'ItemsRequest' })

export const reviewResults = z
  .object({
    results: z.array(
      z.object({
        item: itemId,
        status: z.enum(['Accepted', 'Refused']),
        error: z
          .object({ code: z.enum(['ItemNotFound', 'WrongItemState']), message: z.string() })
          .optional()
          .meta({ description: 'The reason of the refusal' }),
      }),
    ),
  })
  .meta({ id: 'ReviewResults', description: 'One result per item, in the order of the request' })
