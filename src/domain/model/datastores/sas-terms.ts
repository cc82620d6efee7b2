import { z } from 'zod'
import type { Millis } from '../../core/time.ts'

/** What a SAS token says about itself; no secret. */
export const sasTerms = z.object({
  startsAt: z.number().optional(),
  /** Absent if the token does not say it. */
  expiresAt: z.number().optional(),
  /** Letters, as Azure writes them: `rl`. */
  permissions: z.string().optional(),
  /** The name of the stored access policy of the container, which can have the end and the permissions. */
  policy: z.string().optional(),
})
export type SasTerms = z.output<typeof sasTerms>

/** A date, or a date with minutes, seconds or fractions of them, in UTC: the forms that Azure accepts. */
const sasTime = /^\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,7})?)?Z)?$/

const timeOf = (text: string | null): Millis | undefined => {
  if (text === null || !sasTime.test(text)) return undefined
  const at = Date.parse(text)
  return Number.isNaN(at) ? undefined : at
}

const textOf = (text: string | null): string | undefined =>
  text === null || text === '' ? undefined : text.slice(0, 64)

/** Reads a SAS token that `checkSasToken` returned. A token that a user signed ends with the key of the user, too. */
export const readSasTerms = (token: string): SasTerms => {
  const values = new URLSearchParams(token)
  const ends = ['se', 'ske'].map((name) => timeOf(values.get(name))).filter((end) => end !== undefined)
  return {
    startsAt: timeOf(values.get('st')),
    expiresAt: ends.length > 0 && values.has('se') ? Math.min(...ends) : undefined,
    permissions: textOf(values.get('sp')),
    policy: textOf(values.get('si')),
  }
}
