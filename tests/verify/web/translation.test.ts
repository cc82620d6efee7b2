import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { enterAs, openTab, type AppTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import { openCase } from '../../support/web/open-case.ts'
import { eachOverlay } from '../../support/web/overlays.ts'
import type { PersonId } from '../../support/web/people.ts'
import { screenCases, shownPath } from '../../support/web/screen-cases.ts'
import { untranslatedTexts } from '../../support/web/untranslated.ts'

let world: AppWorld
const tabs = new Map<PersonId, AppTab>()

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

/** A tab of the person, in the language that only tests have: each letter of a text of the catalogs has an accent. */
const tabOf = async (person: PersonId): Promise<AppTab> => {
  const open = tabs.get(person)
  if (open) return open
  const tab = await openTab(world.browser, world.url, {
    hosts: world.hosts,
    viewport: { width: 1280, height: 900 },
  })
  await tab.prefer({ locale: 'pseudo' })
  await enterAs(tab, world.url, person)
  tabs.set(person, tab)
  return tab
}

test('the check finds a text that is in no catalog, and a name that only assistive technology says', async () => {
  const page = await world.browser.newPage()
  await page.setContent('<p>Ĥēĺĺō Zqann, 3 kB</p><p>Hello</p><button aria-label="Close">×</button>')
  expect(await untranslatedTexts(page)).toEqual(['Hello (Hello)', 'Close (Close)'])
  await page.close()
})

test.each(screenCases.map((one) => ({ ...one, at: shownPath(one) })))(
  '$screen as $person at $at shows no text that is not translated',
  async ({ keys = [], isDialog = false, ...one }) => {
    const { page } = await tabOf(one.person)
    await openCase(page, world, one)
    const found = [...(await untranslatedTexts(page))]
    if (!isDialog)
      await eachOverlay(page, keys, async (name) => {
        const more = (await untranslatedTexts(page)).filter((text) => !found.includes(text))
        found.push(...more.map((text) => `${name}: ${text}`))
      })
    expect(found).toEqual([])
  },
)
