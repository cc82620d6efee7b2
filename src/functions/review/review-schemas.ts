import { z } from 'zod'
import { itemId } from '../../domain/core/ids.ts'
import { itemResultFields } from '../items/refusal-schema.ts'
import { maxReviewItems } from '../../domain/review/change-items.ts'

export const itemsField = z
  .array(itemId)
  .min(1)
  .max(maxReviewItems)
  .meta({ description: `1 to ${maxReviewItems} item ids` })

export const itemsBody = z
  .strictObject({ items: itemsField })
  .meta({ id: 'ItemsRequest', description: 'The items that are to change' })

const reviewResult = z
  .object(itemResultFields)
  .meta({ id: 'ReviewResult', description: 'The result of one item' })

export const reviewResults = z
  .object({
    results: z.array(reviewResult).meta({ description: 'One result per item, in the order of the request' }),
  })
  .meta({ id: 'ReviewResults', description: 'One result per item, in the order of the request' })
