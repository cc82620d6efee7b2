import { pause } from '../../bench/timings.ts'
import type { Measured } from '../report/rows.ts'
import type { Tab } from '../tab.ts'

/** Event Timing does not report what took less. */
const shortest = 16

/** Presses keys with pauses like those of a person who is quick, and reads what the browser says of each. */
export const pressAndTime = async (tab: Tab, keys: readonly string[]): Promise<readonly number[]> => {
  await tab.ask('void (notes.events.length = 0)')
  for (const key of keys) {
    await tab.press(key)
    await pause(120)
  }
  await pause(500)
  const found = await tab.ask<readonly number[]>(
    `notes.events.filter(({ name }) => name === 'keydown').map(({ duration }) => duration)`,
  )
  const quick = Math.max(0, keys.length - found.length)
  return [...found, ...Array.from({ length: quick }, () => shortest)]
}

/** Keys that give a class: until the tile shows it, and until the answer is on the disk. */
export const keyTimes = async (tab: Tab, rounds: number): Promise<readonly Measured[]> => {
  await tab.ask('void (notes.durable.length = 0)')
  const keys = Array.from({ length: rounds * 10 }, (_, index) => String((index % 9) + 1))
  const painted = await pressAndTime(tab, keys)
  const durable = await tab.ask<readonly number[]>(
    // The first write after a key has its answer; what the service said is written later.
    `[...Map.groupBy(notes.durable, ({ pressed }) => pressed).values()].map(([{ ms }]) => ms)`,
  )
  return [
    { name: 'key → tile shows the class', unit: 'ms', values: painted },
    { name: 'key → answer is on the disk', unit: 'ms', values: durable },
  ]
}
