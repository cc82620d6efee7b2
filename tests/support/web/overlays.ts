import type { Locator, Page } from 'playwright-core'

/** What opens a dialog, a menu or a list over the screen. */
const openers = '[aria-haspopup]:not([disabled], [data-disabled]), [data-opens-overlay]'
const overlay = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'

/**
 * Opens each dialog and menu of a screen, one after the other, and closes it with Escape.
 * @param look Gets the name of what opened it
 */
export const eachOverlay = async (
  page: Page,
  look: (name: string, shown: Locator) => Promise<void>,
): Promise<void> => {
  const seen = new Set<string>()
  const count = await page.locator(openers).count()
  for (let index = 0; index < count; index += 1) {
    const opener = page.locator(openers).nth(index)
    const name = (await opener.getAttribute('aria-label')) ?? (await opener.innerText())
    if (seen.has(name) || !(await opener.isVisible())) continue
    seen.add(name)
    await opener.focus()
    await page.keyboard.press('Enter')
    const shown = page.locator(overlay).last()
    await shown.waitFor()
    await look(name, shown)
    await page.keyboard.press('Escape')
    await shown.waitFor({ state: 'detached' })
  }
}
