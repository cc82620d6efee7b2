import { pause } from '../../bench/timings.ts'
import type { Measured } from '../report/rows.ts'
import type { Tab } from '../tab.ts'

const wanted = 200

/** The longest task of each scroll through the review grid, there and back. */
export const reviewScroll = async (tab: Tab, rounds: number): Promise<Measured> => {
  const { page } = tab
  const tiles = page.locator('.item-tile')
  await tiles.first().waitFor()
  const more = page.getByRole('button', { name: 'Load more' })
  for (let piece = 1; (await tiles.count()) < wanted && piece < 10; piece += 1) {
    const before = await tiles.count()
    await more.click()
    await tiles.nth(before).waitFor()
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
