import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { enterAs, openTab, untilShown } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

/** The lines of the dialog on some screens, one after the other. */
const keysOn = async (
  locale: string,
  ...screens: readonly string[]
): Promise<readonly (readonly string[])[]> => {
  const tab = await openTab(world.browser, world.url, { hosts: world.hosts, locale })
  try {
    const { page } = tab
    await enterAs(tab, world.url, 'lead')
    const shown: (readonly string[])[] = []
    for (const screen of screens) {
      await page.goto(`${world.url}/p/${world.data.project}/${screen}`)
      await untilShown(page)
      await page.keyboard.press('?')
      const lines = page.getByRole('dialog').locator('.keys > div')
      await lines.first().waitFor()
      shown.push(await lines.allInnerTexts())
    }
    expect(tab.faults).toEqual([])
    return shown
  } finally {
    await tab.close()
  }
}

test('each screen shows its own keys', async () => {
  const [label = [], review = [], settings = []] = await keysOn('en-GB', 'label', 'review', 'settings')
  const about = (lines: readonly string[]): string => lines.join('\n')
  expect(about(label)).toMatch(/Right arrow\s+Next item/)
  expect(about(label)).toContain('The first ten classes')
  expect(about(label)).not.toContain('Approve')
  expect(about(review)).toContain('Approve')
  expect(about(review)).not.toMatch(/Next item|The first ten classes/)
  expect(settings).toHaveLength(1)
})

test('the keys have their French names', async () => {
  const [label = []] = await keysOn('fr-FR', 'label')
  const all = label.join('\n')
  for (const name of ['Flèche droite', 'Échap', 'Retour arrière', 'Entrée']) expect(all).toContain(name)
  expect(all).not.toMatch(/Arrow|Escape|Backspace|Enter\b/)
})
