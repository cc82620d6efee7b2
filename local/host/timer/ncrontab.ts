/**
 * NCrontab schedules as Azure timers read them: `second minute hour day month weekday`, or five fields for second 0.
 * Day and weekday must BOTH match; 7 is not Sunday; `Fri-Sun` counts backwards to Sun-Fri; `5/15` is 5 to the end.
 */
export interface Schedule {
  /** The first time after `from`, in local time; nothing if there is none within the calendar's cycle. */
  next(from: Date): Date | undefined
}

interface Field {
  name: string
  min: number
  max: number
  words?: readonly string[]
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)
const DAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ')
const SECOND: Field = { name: 'second', min: 0, max: 59 }
const FIELDS: readonly Field[] = [
  { name: 'minute', min: 0, max: 59 },
  { name: 'hour', min: 0, max: 23 },
  { name: 'day', min: 1, max: 31 },
  { name: 'month', min: 1, max: 12, words: MONTHS },
  { name: 'weekday', min: 0, max: 6, words: DAYS },
]

function value(text: string, { name, min, max, words = [] }: Field): number {
  const word = /^[a-z]+$/i.test(text) ? words.findIndex((entry) => entry.startsWith(text.toLowerCase())) : -1
  const number = word >= 0 ? word + min : /^\d+$/.test(text) ? Number(text) : Number.NaN
  if (!(number >= min && number <= max)) {
    throw new Error(`"${text}" is not a valid ${name} (${min} to ${max}).`)
  }
  return number
}

function range(text: string, stepped: boolean, field: Field): [number, number] {
  if (text === '*') return [field.min, field.max]
  const [first = '', second, ...more] = text.split('-')
  if (more.length > 0) throw new Error(`"${text}" is not a valid ${field.name}.`)
  const low = value(first, field)
  if (second === undefined) return [low, stepped ? field.max : low]
  const high = value(second, field)
  return low <= high ? [low, high] : [high, low]
}

function parseField(text: string, field: Field): ReadonlySet<number> {
  const values = new Set<number>()
  for (const part of text.split(',')) {
    const [span = '', every, ...more] = part.split('/')
    const step = every === undefined ? 1 : /^\d+$/.test(every) ? Number(every) : 0
    if (step < 1 || more.length > 0) throw new Error(`"${part}" is not a valid ${field.name}.`)
    const [low, high] = range(span, every !== undefined, field)
    for (let number = low; number <= high; number += step) values.add(number)
  }
  return values
}

const ALL: ReadonlySet<number> = new Set()
// Leap days fall on a given weekday at most every 40 years.
const LONGEST_YEARS = 41

/** Reads a schedule. Throws a sentence that names the wrong field. */
export function parseSchedule(text: string): Schedule {
  const parts = text.trim().split(/\s+/)
  const fields = parts.length === 6 ? parts : ['0', ...parts]
  if (fields.length !== 6)
    throw new Error(`"${text}" is not a schedule: it needs 6 fields (or 5, without seconds).`)
  const [seconds = ALL, minutes = ALL, hours = ALL, days = ALL, months = ALL, weekdays = ALL] = [
    SECOND,
    ...FIELDS,
  ].map((field, index) => parseField(fields[index] ?? '', field))
  const fits = (date: Date) =>
    days.has(date.getDate()) && months.has(date.getMonth() + 1) && weekdays.has(date.getDay())
  return {
    next(from) {
      const start = new Date(Math.floor(from.getTime() / 1000) * 1000 + 1000)
      const day = new Date(start.getFullYear(), start.getMonth(), start.getDate())
      const lastYear = day.getFullYear() + LONGEST_YEARS
      for (; day.getFullYear() <= lastYear; day.setDate(day.getDate() + 1)) {
        if (!months.has(day.getMonth() + 1)) {
          day.setMonth(day.getMonth() + 1, 0)
          continue
        }
        if (!fits(day)) continue
        const found = firstTime(day, start, hours, minutes, seconds)
        if (found !== undefined) return found
      }
      return undefined
    },
  }
}

function firstTime(
  day: Date,
  start: Date,
  hours: ReadonlySet<number>,
  minutes: ReadonlySet<number>,
  seconds: ReadonlySet<number>,
): Date | undefined {
  for (const hour of ascending(hours)) {
    for (const minute of ascending(minutes)) {
      const last = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute, 59)
      if (last < start) continue
      for (const second of ascending(seconds)) {
        const time = new Date(day.getFullYear(), day.getMonth(), day.getDate(), hour, minute, second)
        // An hour that the clocks skip would come back as another hour.
        if (time >= start && time.getHours() === hour && time.getMinutes() === minute) return time
      }
    }
  }
  return undefined
}

const ascending = (values: ReadonlySet<number>): number[] => [...values].sort((a, b) => a - b)
