import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { datastoreProblemCodes } from '../../domain/model/datastores/datastore-problem.ts'
import { toIso } from '../../domain/core/time.ts'
import type { ShownContent } from '../../domain/model/items/content-urls.ts'
import { unreadableReasons } from '../../domain/ports/blobs.ts'
import { renditionSides } from '../../domain/ports/renditions.ts'

/** The URL of a file in a response. */
const contentUrl = z.url().optional().meta({
  description:
    'The URL of the file, for the `src` of an `<img>`, without a token. Valid until `urlsExpireAt`; read the page or item again for a new one. Absent if the file is `missing`, if no URL can name it (`unreadable` is `Path`), or if the datastore cannot be read (`datastoreProblem`). A file with another `problem` has a URL, although a browser may not show it.',
})

const renditionUrl = (what: string, side: number) =>
  z
    .url()
    .optional()
    .meta({
      description: `The URL of the picture as a WebP ${what}, for the \`src\` of an \`<img>\`, without a token: upright, the first frame, not enlarged, at most ${side} pixels on the longest side. Absent if no rendition can be made of a file of this format, problem or size; a file that turns out to be broken gives 422 \`NotDisplayable\`: show \`contentUrl\` then`,
    })

/** The URLs of pictures that are made of a file, and the end of all its URLs. */
export const renditionUrlFields = {
  thumbnailUrl: renditionUrl('for lists', renditionSides.thumbnail),
  screenUrl: renditionUrl('for a screen', renditionSides.screen),
  urlsExpireAt: z.iso.datetime().optional().meta({
    description:
      'The time at which the first of the URLs ends: on the hour, at least 30 minutes from now, and after the lease of a page, unless the credential of the datastore ends before. Within an hour repeated requests give the same URLs, so that browsers keep the pictures. Absent without URLs',
  }),
}

/** The URLs of a file in items and in the items of pages. */
export const urlFields = { contentUrl, ...renditionUrlFields }

/** The fields of `urlFields`. */
export const showUrls = (content: ShownContent | undefined) => ({
  contentUrl: content?.contentUrl,
  thumbnailUrl: content?.thumbnailUrl,
  screenUrl: content?.screenUrl,
  urlsExpireAt: content?.urlsExpireAt === undefined ? undefined : toIso(content.urlsExpireAt),
})

export const unreadableField = answerChoice('UnreadableReason', unreadableReasons).optional().meta({
  description:
    'Why an `Unreadable` file cannot be read. `Archived`: in the archive tier; rehydrate it. `Encrypted`: with a key that the service does not have, or that cannot be used. `Refused`: access to this file is denied. `Failed`: storage fails for this file. `Path`: no URL can name the file; rename it. Each full refresh tries again.',
})

export const missingField = z
  .boolean()
  .optional()
  .meta({ description: 'True if the file no longer exists in the datastore' })

const datastoreProblemBody = z
  .object({
    code: answerChoice('DatastoreProblemCode', datastoreProblemCodes).meta({
      description: 'Whether the problem lasts or may pass',
    }),
    message: z.string().meta({ description: 'The problem and what to do next, for humans' }),
    retryAfter: z.number().int().optional().meta({
      description: 'Seconds after which storage wants the next request; absent if it does not say so',
    }),
  })
  .meta({
    id: 'DatastoreProblem',
    description:
      'Why the files of the project cannot be shown now. `DatastoreUnreachable` lasts until an administrator mends the datastore or its credential; `DatastoreUnavailable` may pass. Absent if the datastore can be read.',
  })

export const datastoreProblemField = datastoreProblemBody.optional()
