import { z } from 'zod'

/** The ETag in the body of what can be changed; `writeEtag` writes both it and the header. */
export const etagField = z
  .string()
  .regex(/^"[\x21\x23-\x7e]*"$/)
  .meta({
    id: 'ETag',
    description:
      'The version, the same text as in the header `ETag`, with its quotes. Send it as it is in `If-Match` to change or delete the resource.',
    example: '"8f0c2d1e5a7b"',
  })
