import type { Locator, Page } from 'playwright-core'

/** The tiles of the page; those with an answer say it in their name. */
export const tiles = (page: Page, answer = ''): Locator =>
  page.getByRole('row', { name: new RegExp(`^Élément \\d+ sur \\d+\\s:\\s${answer}`) })

/** A page with nothing answered, which has the keys. */
export const untilFresh = async (page: Page): Promise<void> => {
  await page.locator('.page-progress', { hasText: /\b0 sur \d/ }).waitFor()
  await tiles(page, 'sans réponse').first().waitFor()
}

/** Waits until so many items of the page have this answer. */
export const untilAnswered = (page: Page, answer: string, count: number): Promise<void> =>
  tiles(page, answer)
    .nth(count - 1)
    .waitFor()

/** Does what answers the last items of the page, which submits it, and waits for the next page. */
export const complete = async (page: Page, answer: () => Promise<void>): Promise<void> => {
  const first = await tiles(page).first().getAttribute('data-item')
  await answer()
  await page.locator(`.tiles:not(:has([data-item="${first}"]))`).waitFor()
  await untilFresh(page)
}

/** One answer for all items of the page, by two keys. */
export const completeWith = (page: Page, key: string): Promise<void> =>
  complete(page, async () => {
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.press(key)
  })
