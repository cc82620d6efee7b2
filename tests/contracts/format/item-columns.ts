import { z } from 'zod'

/** What each format says of each item. */
export const itemColumns = {
  item: z.string().regex(/^[a-f0-9]{32}$/),
  path: z.string(),
  absolute_url: z.url({ protocol: /^https$/ }),
  orientation: z.int().min(1).max(8).optional(),
  state: z.enum(['unlabeled', 'labeled', 'skipped', 'needsReview', 'approved', 'removed']),
  part: z.enum(['train', 'validation', 'test']).optional(),
}
