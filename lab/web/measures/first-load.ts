import type { Measured } from '../report/rows.ts'
import { tile, type Network, type Tab } from '../tab.ts'

/** What the developer tools of Chromium call fast 4G. */
export const fourG: Network = { latency: 165, down: 8.1e6, up: 1.35e6 }

/** From the address to a page that takes the first key, with the sign-in on the way. Nothing is kept from before. */
export const firstLoad = async (open: () => Promise<Tab>, rounds: number): Promise<Measured> => {
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const began = performance.now()
    const tab = await open()
    await tab.page.locator(`${tile}[data-focused-tile] img`).waitFor()
    values.push(performance.now() - began)
    await tab.close()
  }
  return { name: 'first load on 4G → label screen takes keys', unit: 'ms', values }
}
