import { i18n } from '@lingui/core'
import { splitMinutes } from '../core/split-minutes.ts'
import { tagOf } from '../i18n/languages.ts'

const locale = (): string => tagOf(i18n.locale)

/** A time in the person's own time zone. */
export const formatTime = (iso: string): string =>
  new Intl.DateTimeFormat(locale(), { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(iso))

/** A day of the calendar, such as `3 Feb`. @param seconds Since 1970, of its beginning in UTC */
export const formatDay = (seconds: number): string =>
  new Intl.DateTimeFormat(locale(), { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(
    seconds * 1000,
  )

export const formatNumber = (value: number): string => new Intl.NumberFormat(locale()).format(value)

/** A part of one, as percent without decimals. */
export const formatShare = (share: number): string =>
  new Intl.NumberFormat(locale(), { style: 'percent' }).format(share)

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const

export const formatBytes = (bytes: number): string => {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log10(bytes) / 3))
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit: units[power] ?? 'byte',
    // The short form of a byte has no plural.
    unitDisplay: power === 0 ? 'long' : 'short',
    maximumFractionDigits: 1,
  }).format(bytes / 1000 ** power)
}

/** Milliseconds as seconds below two minutes, as minutes below two hours, else as hours. */
export const formatDuration = (milliseconds: number): string => {
  const [value, unit] =
    milliseconds < 120_000
      ? [milliseconds / 1000, 'second']
      : milliseconds < 7_200_000
        ? [milliseconds / 60_000, 'minute']
        : [milliseconds / 3_600_000, 'hour']
  return new Intl.NumberFormat(locale(), {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value)
}

/** Milliseconds as hours and minutes, such as `2 h 05 min`; below an hour as minutes. */
export const formatHours = (milliseconds: number): string => {
  const { hours, minutes } = splitMinutes(milliseconds)
  const inUnit = (value: number, unit: 'hour' | 'minute', digits: number): string =>
    new Intl.NumberFormat(locale(), {
      style: 'unit',
      unit,
      unitDisplay: 'short',
      minimumIntegerDigits: digits,
    }).format(value)
  return hours === 0
    ? inUnit(minutes, 'minute', 1)
    : `${inUnit(hours, 'hour', 1)} ${inUnit(minutes, 'minute', 2)}`
}
