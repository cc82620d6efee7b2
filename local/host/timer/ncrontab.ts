/**
 * NCrontab schedules as Azure timers read them: `second minute hour day month weekday`.
 * Day and weekday must BOTH match; 7 is not Sunday; `Fri-Sun` counts backwards to Sun-Fri; `5/15` is 5 to the end.
 */
export interface Schedule {
  /** The first time after `from`, in local time; undefined if there is none within the calendar's cycle. */
  readonly next: (from: Date) => Date | undefined
}

interface Field {
  readonly name: string
  readonly min: number
  readonly max: number
  readonly words?: readonly string[]
}

const months = 'january february march april may june july august september october november december'.split(
  ' ',
)
const days = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
const fields = {
  second: { name: 'second', min: 0, max: 59 },
  minute: { name: 'minute', min: 0, max: 59 },
  hour: { name: 'hour', min: 0, max: 23 },
  day: { name: 'day', min: 1, max: 31 },
  month: { name: 'month', min: 1, max: 12, words: months },
  weekday: { name: 'weekday', min: 0, max: 6, words: days },
} as const satisfies Readonly<Record<string, Field>>

/** Leap days fall on a given weekday at most every 40 years. */
const longestYears = 41

const parseValue = (text: string, { name, min, max, words = [] }: Field): number => {
  const word = /^[a-z]+$/i.test(text) ? words.findIndex((entry) => entry.startsWith(text.toLowerCase())) : -1
  const number = word >= 0 ? word + min : /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= min && number <= max))
    throw new Error(`"${text}" is not a valid ${name} (${min} to ${max}).`)
  return number
}

const parseRange = (text: string, stepped: boolean, field: Field): readonly [number, number] => {
  if (text === '*') return [field.min, field.max]
  const [first = '', second, ...more] = text.split('-')
  if (more.length > 0) throw new Error(`"${text}" is not a valid ${field.name}.`)
  const low = parseValue(first, field)
  if (second === undefined) return [low, stepped ? field.max : low]
  const high = parseValue(second, field)
  return low <= high ? [low, high] : [high, low]
}

/** The field's values in ascending order. */
const parseField = (text: string, field: Field): readonly number[] => {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const [span = '', every, ...more] = part.split('/')
    const step = every === undefined ? 1 : /^\d+$/.test(every) ? Number(every) : 0
    if (step < 1 || more.length > 0) throw new Error(`"${part}" is not a valid ${field.name}.`)
    const [low, high] = parseRange(span, every !== undefined, field)
    for (let number = low; number <= high; number += step) values.add(number)
  }
  return [...values].sort((a, b) => a - b)
}

interface Times {
  readonly seconds: readonly number[]
  readonly minutes: readonly number[]
  readonly hours: readonly number[]
}

const firstTime = (day: Date, start: Date, { hours, minutes, seconds }: Times): Date | undefined => {
  const timeOf = (hour: number, minute: number, second: number) =>
    new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute, second)
  for (const hour of hours)
    for (const minute of minutes) {
      if (timeOf(hour, minute, 59) < start) continue
      for (const second of seconds) {
        const time = timeOf(hour, minute, second)
        // An hour that the clocks skip would come back as another hour.
        if (time >= start && time.getHours() === hour && time.getMinutes() === minute) return time
      }
    }
  return undefined
}

/** Reads a schedule. @throws Error that names the wrong field */
export const parseSchedule = (text: string): Schedule => {
  const parts = text.trim().split(/\s+/)
  const [second = '', minute = '', hour = '', day = '', month = '', weekday = ''] = parts
  if (parts.length !== 6)
    throw new Error(`"${text}" is not a schedule: give six fields, seconds first, as in "0 */15 * * * *".`)
  const times: Times = {
    seconds: parseField(second, fields.second),
    minutes: parseField(minute, fields.minute),
    hours: parseField(hour, fields.hour),
  }
  const [inDays, inMonths, inWeekdays] = [
    new Set(parseField(day, fields.day)),
    new Set(parseField(month, fields.month)),
    new Set(parseField(weekday, fields.weekday)),
  ]
  const next = (from: Date): Date | undefined => {
    const start = new Date(Math.floor(from.getTime() / 1000) * 1000 + 1000)
    const date = new Date(start.getFullYear(), start.getMonth(), start.getDate())
    const lastYear = date.getFullYear() + longestYears
    for (; date.getFullYear() <= lastYear; date.setDate(date.getDate() + 1)) {
      if (!inMonths.has(date.getMonth() + 1)) {
        date.setMonth(date.getMonth() + 1, 0)
        continue
      }
      const fits = inDays.has(date.getDate()) && inWeekdays.has(date.getDay())
      const found = fits ? firstTime(date, start, times) : undefined
      if (found !== undefined) return found
    }
    return undefined
  }
  return { next }
}
