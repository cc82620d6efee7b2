import type { Page } from 'playwright-core'
import { untilShown } from './app-tab.ts'
import type { AppWorld } from './app-world.ts'
import type { ScreenCase } from './screen-cases.ts'

/** Opens the screen of a case for the person who is signed in, and brings it into its state. */
export const openCase = async (
  page: Page,
  world: AppWorld,
  { path, arrange }: Pick<ScreenCase, 'path' | 'arrange'>,
): Promise<void> => {
  await page.goto(`${world.url}${path(world.data)}`)
  await untilShown(page)
  await arrange?.(page, world)
}
