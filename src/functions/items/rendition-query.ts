import { z } from 'zod'
import { choice } from '../../domain/core/choice.ts'
import { renditionKinds, renditionSides } from '../../domain/ports/renditions.ts'

/** The members of the query of a content route that ask for a rendition. */
export const renditionQuery = {
  rendition: choice('Rendition', renditionKinds)
    .optional()
    .meta({
      description: `A WebP of the picture, upright and not enlarged, instead of the file: \`thumbnail\` with at most ${renditionSides.thumbnail} pixels on the longest side, \`screen\` with at most ${renditionSides.screen}. 422 \`NotDisplayable\` if none can be made`,
    }),
  of: z.string().min(1).max(64).optional().meta({ description: 'Copied from `thumbnailUrl` or `screenUrl`' }),
}
