import { parseSchedule } from '../local/host/timer/ncrontab.ts'

/** How often a timer runs from a time to before another one. @param schedule NCRONTAB */
export const runsIn = (
  schedule: string,
  { from, to }: { readonly from: Date; readonly to: Date },
): number => {
  const { next } = parseSchedule(schedule)
  let runs = 0
  // `next` gives times after its argument, and `from` counts.
  for (let time = next(new Date(from.getTime() - 1)); time !== undefined && time < to; time = next(time))
    runs += 1
  return runs
}
