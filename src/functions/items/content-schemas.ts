import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { datastoreProblemCodes } from '../../domain/model/datastores/datastore-problem.ts'
import { unreadableReasons } from '../../domain/ports/blobs.ts'

/** The URL of a file in a response. */
export const contentUrlField = z.url().optional().meta({
  description:
    'The URL of the file, for the `src` of an `<img>`, without a token. Valid for at least 10 minutes; read the page or item again for a new one. Absent if the file is `missing`, if no URL can name it (`unreadable` is `Path`), or if the datastore cannot be read (`datastoreProblem`). A file with another `problem` has a URL, although a browser may not show it.',
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
