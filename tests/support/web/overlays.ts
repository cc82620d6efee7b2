import type { Locator, Page } from 'playwright-core'

/** What opens a dialog, a menu or a list over the screen. */
const openers =
  ':is([aria-haspopup], button[aria-expanded=false]):not([disabled], [data-disabled], [aria-hidden=true] *)'
const overlay = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]'

/** Commands act on the item that has the focus, where a screen has items. */
const focusFirstItem = async (page: Page): Promise<void> => {
  const item = page.getByRole('row').or(page.getByRole('gridcell')).or(page.getByRole('option')).first()
  if ((await item.count()) > 0) await item.focus()
}

/**
 * Opens each dialog and menu of a screen, one after the other, and closes it with Escape.
 * @param keys Those that open further ones
 * @param look Gets the name of what opened it
 */
export const eachOverlay = async (
  page: Page,
  keys: readonly string[],
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
  for (const key of keys) {
    await focusFirstItem(page)
    await page.keyboard.press(key)
    const shown = page.locator(overlay).last()
    await shown.waitFor()
    await look(key, shown)
    await page.keyboard.press('Escape')
    await shown.waitFor({ state: 'detached' })
  }
}
