import { pause } from '../../bench/timings.ts'
import type { Measured } from '../report/rows.ts'
import type { Tab } from '../tab.ts'

/** Bytes of decoded pictures after each page of large ones, one shown at a time. */
export const heldPictures = async (tab: Tab, pages: number): Promise<Measured> => {
  const values: number[] = []
  await tab.page.locator('.label-main img').first().waitFor()
  for (let page = 0; page < pages; page += 1) {
    for (let item = 0; item < 9; item += 1) {
      await tab.press('3')
      await pause(300)
    }
    await pause(4_000)
    await tab.session.send('HeapProfiler.collectGarbage')
    values.push((await tab.ask<number>('notes.heldBytes()')) / 1e6)
  }
  return { name: 'decoded pictures that are held', unit: 'MB', values }
}
