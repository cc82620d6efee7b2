import { z } from 'zod'
import { lowerCaseList, splitList } from './split-list.ts'

// Blanks, and commas at the end or twice, are no entries: a list that is written by hand or by a tool may have them.

/** A list of commas alone is a mistake: whether it means none or all is a guess. */
const notEmpty = { error: 'must have at least one entry besides commas and blanks, or not be set' }

export const hostSuffixes = z
  .string()
  .default('.blob.core.windows.net')
  .transform((text) => splitList(text.toLowerCase()))
  .pipe(
    z
      .array(
        z.string().regex(/^(?:\.[a-z0-9-]+){2,}$/, 'must be a host suffix such as .blob.core.windows.net'),
      )
      .min(1, notEmpty),
  )

const origin =
  /^https:\/\/[a-z0-9.-]+(?::\d{1,5})?$|^http:\/\/(?:localhost|127\.0\.0\.1)(?::(?:\d{1,5}|\*))?$/

const isAddress = (text: string): boolean => text.endsWith(':*') || URL.canParse(text)

/** Browsers send origins in lower case, without the usual port. */
const asSent = (text: string): string => (text.endsWith(':*') ? text : new URL(text).origin)

export const origins = lowerCaseList.pipe(
  z.array(
    z
      .string()
      .regex(
        origin,
        'must be an origin such as https://labels.example.org, or http://localhost:* for this machine',
      )
      .refine(isAddress, 'must have a valid host, and a port of at most 65535')
      .transform(asSent),
  ),
)

export const clients = z
  .string()
  .transform(splitList)
  .pipe(
    z
      .array(
        z.string().regex(/^[\w.-]+$/, 'must be client ids of letters, digits and . _ -, separated by commas'),
      )
      .min(1, notEmpty),
  )
