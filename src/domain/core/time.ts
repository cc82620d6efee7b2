import { z } from 'zod'

/**
 * Milliseconds since 1970-01-01T00:00:00Z, or a duration in milliseconds. The unit of all times in code and documents.
 */
export type Millis = number

/** The clock. Domain code takes it as an argument and never reads the system time. */
export type Now = () => Millis

/** The greatest difference of two clocks that agree, in milliseconds. */
const clockTolerance: Millis = 60_000

/**
 * True during `duration` from `from` on. A `from` that lies in the future was written by a wrong clock: it does not
 * count, so that nothing lasts longer than it should.
 */
export const isWithin = (now: Millis, from: Millis, duration: Millis): boolean =>
  from <= now + clockTolerance && now < from + duration

/**
 * True for what this process learned less than `maxAge` ago. If the clock went back since, its age is not known, so it
 * counts as old.
 */
export const isFresh = (now: Millis, learnedAt: Millis, maxAge: Millis): boolean =>
  learnedAt <= now && now - learnedAt < maxAge

export const toIso = (at: Millis): string => new Date(at).toISOString()

const durationPattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/

/** Converts an ISO 8601 duration of days to seconds (`PT30M`) to milliseconds; undefined if it is not one. */
export const parseDuration = (text: string): Millis | undefined => {
  const match = durationPattern.exec(text)
  if (!match || text === 'P' || text.endsWith('T')) return undefined
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0))
  return ((((days ?? 0) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0)) * 60 + (seconds ?? 0)) * 1000
}

/** Formats milliseconds as an ISO 8601 duration, rounded to seconds: `PT30M`, `P1DT12H`. */
export const formatDuration = (duration: Millis): string => {
  const seconds = Math.round(duration / 1000)
  const days = Math.floor(seconds / 86_400)
  const parts = [
    [Math.floor(seconds / 3600) % 24, 'H'],
    [Math.floor(seconds / 60) % 60, 'M'],
    [seconds % 60, 'S'],
  ] as const
  const time = parts.map(([count, unit]) => (count > 0 ? `${count}${unit}` : '')).join('')
  if (days === 0) return `PT${time || '0S'}`
  return `P${days}D${time && `T${time}`}`
}

/**
 * A schema for the text of an ISO 8601 duration from `least` to `most`, both included.
 * @param form The forms in which such a duration can be written, as far as a pattern can tell
 */
export const durationBetween = (least: string, most: string, form: RegExp): z.ZodType<string, string> => {
  const message = `must be an ISO 8601 duration from ${least} to ${most}, for example ${least}`
  const [from, to] = [parseDuration(least), parseDuration(most)]
  return z
    .string()
    .max(32)
    .regex(form, { error: message, abort: true })
    .refine((text) => {
      const value = parseDuration(text)
      return value !== undefined && from !== undefined && to !== undefined && value >= from && value <= to
    }, message)
}
