import type { Millis } from './time.ts'

/** A day in UTC, as the number of days since 1970-01-01. */
export type Day = number

const dayLength: Millis = 24 * 3600 * 1000

export const dayOf = (at: Millis): Day => Math.floor(at / dayLength)

/** The date of a day, such as `2026-10-01`. */
export const toDate = (day: Day): string => new Date(day * dayLength).toISOString().slice(0, 10)
