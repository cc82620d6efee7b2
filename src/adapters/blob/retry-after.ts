/** Seconds. No caller is sent away for longer, whatever storage asks. */
const longest = 600

const wholeSeconds = /^\d{1,9}$/

/**
 * The `Retry-After` of a response, in seconds: a number, or a date, which is compared with the `Date` of the response, as
 * clocks differ. Undefined without a valid one.
 */
export const readRetryAfter = (header: (name: string) => string | undefined): number | undefined => {
  const text = header('retry-after')?.trim()
  if (text === undefined || text === '') return undefined
  if (wholeSeconds.test(text)) return Math.min(longest, Number(text))
  const seconds = (Date.parse(text) - Date.parse(header('date') ?? '')) / 1000
  return Number.isNaN(seconds) ? undefined : Math.min(longest, Math.max(0, Math.ceil(seconds)))
}
