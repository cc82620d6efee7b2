const day = 86_400
const leastDays = 7

/** The range of the axis for days in order: a day of room at both ends, and at least a week, so that one day is no decade. */
export const dayRange = (times: readonly number[]): [number, number] => {
  const [first = 0, last = first] = [times[0], times.at(-1)]
  const end = last + day
  return [Math.min(first - day, end - leastDays * day), end]
}
