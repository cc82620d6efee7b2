import { pause } from '../../bench/timings.ts'
import type { Measured } from '../report/rows.ts'
import { tile, type Tab } from '../tab.ts'
import { pressAndTime } from './key-times.ts'

/** Keys in the search over the classes of a project that has a thousand. */
export const classSearch = async (tab: Tab, rounds: number): Promise<Measured> => {
  await tab.page.locator(tile).first().waitFor()
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await tab.press('/')
    await tab.page.locator('[role=dialog] input').waitFor()
    await pause(500)
    values.push(...(await pressAndTime(tab, `kind ${round}`.split(''))))
    await tab.press('Escape')
    await tab.press('Escape')
    await tab.page.locator('[role=dialog]').waitFor({ state: 'detached' })
  }
  return { name: 'search over 1 000 classes, a key', unit: 'ms', values }
}
