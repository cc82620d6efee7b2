export interface HoursAndMinutes {
  readonly hours: number
  readonly minutes: number
}

/** Milliseconds as whole hours and whole minutes; less than half a minute is none. */
export const splitMinutes = (milliseconds: number): HoursAndMinutes => {
  const all = Math.round(milliseconds / 60_000)
  return { hours: Math.floor(all / 60), minutes: all % 60 }
}
