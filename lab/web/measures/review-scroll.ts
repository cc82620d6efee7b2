import { pause } from '../../bench/timings.ts'
import type { Measured } from '../report/rows.ts'
import type { Tab } from '../tab.ts'

const wanted = 200

/** The longest task of each scroll through the review grid, there and back. */
export const reviewScroll = async (tab: Tab, rounds: number): Promise<Measured> => {
  const { page } = tab
  const tiles = page.locator('.item-tile')
  await tiles.first().waitFor()
  for (let attempt = 0; (await tiles.count()) < wanted && attempt < 50; attempt += 1) {
    await tiles.last().scrollIntoViewIfNeeded()
    await page.mouse.wheel(0, 5_000)
    await pause(300)
  }
  const shown = await tiles.count()
  if (shown < wanted) throw new Error(`The review grid shows ${shown} items and not ${wanted}`)
  await pause(2_000)
  await tiles.first().hover()
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    await tab.ask('void (notes.tasks.length = 0)')
    for (let step = 0; step < 30; step += 1) {
      await page.mouse.wheel(0, step < 15 ? 400 : -400)
      await pause(60)
    }
    await pause(300)
    values.push(await tab.ask<number>('Math.max(0, ...notes.tasks.map(({ duration }) => duration))'))
  }
  return { name: 'review grid of 200, longest task of a scroll', unit: 'ms', values }
}
