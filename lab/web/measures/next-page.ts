import { pause } from '../../bench/timings.ts'
import type { Measured } from '../report/rows.ts'
import { tile, type Network, type Tab } from '../tab.ts'

/** Answers all items of the page but the last, then does something, then the last. */
const overToNext = async (tab: Tab, before: () => Promise<void>): Promise<number> => {
  await tab.page.locator(tile).first().waitFor()
  const items = await tab.ask<readonly string[]>('notes.items()')
  const left = await tab.ask<number>(`document.querySelectorAll('${tile}[data-answer=none]').length`)
  for (let index = 1; index < left; index += 1) await tab.press('1')
  await pause(1_500)
  await before()
  const painted = tab.ask<number>(`notes.nextPage(${JSON.stringify(items)})`)
  await tab.press('2')
  return painted
}

/** The next page and its pictures are here before the last key; the network is cut when it is pressed. */
export const nextPageAhead = async (tab: Tab, rounds: number): Promise<Measured> => {
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    values.push(await overToNext(tab, () => tab.context.setOffline(true)))
    await tab.context.setOffline(false)
    await pause(1_000)
  }
  return { name: 'last key → next page, network cut', unit: 'ms', values }
}

const near: Network = { latency: 50, down: 50e6, up: 20e6 }

/** Nothing is ahead: the next page comes with the answer to the submit, then its pictures. */
export const nextPageFromAfar = async (tab: Tab, rounds: number): Promise<Measured> => {
  await tab.page.route('**/api/projects/*/pages', (route) =>
    route.fulfill({ json: { items: [], labelClasses: [], waiting: 'AllLeased' } }),
  )
  // The page that is ahead already.
  await overToNext(tab, () => Promise.resolve())
  await pause(1_000)
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    values.push(await overToNext(tab, () => tab.network(near)))
    await tab.network(undefined)
  }
  await tab.page.unroute('**/api/projects/*/pages')
  return { name: 'last key → next page, not ahead, 50 ms away', unit: 'ms', values }
}
