import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { enterAs, openTab, untilShown, type AppTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import { openKeyboard } from '../../support/web/keyboard.ts'
import type { PersonId } from '../../support/web/people.ts'
import { screenCases, shownPath } from '../../support/web/screen-cases.ts'
import { until } from '../../support/until.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

const inTab = async (person: PersonId, path: string, work: (tab: AppTab) => Promise<void>): Promise<void> => {
  const tab = await openTab(world.browser, world.url, {
    hosts: world.hosts,
    locale: 'fr-FR',
    viewport: { width: 1280, height: 800 },
  })
  try {
    await enterAs(tab, world.url, person)
    await tab.page.goto(`${world.url}${path}`)
    await untilShown(tab.page)
    await work(tab)
    expect(tab.faults).toEqual([])
  } finally {
    await tab.close()
  }
}

const visible = { isLost: false, isVisible: true }
const statesOf = async (): Promise<readonly string[]> => {
  const { body } = await world.lead('GET', `/projects/${world.data.fresh}/items`)
  return body.value.map(
    ({ state, labels }: { state: string; labels: string[] }) => `${state} ${labels.join()}`,
  )
}

test('the keys of the digits of a French keyboard label a page, and the last answer submits it', () =>
  inTab('ann', `/p/${world.data.fresh}/label`, async ({ page }) => {
    const keyboard = await openKeyboard(page)
    await page.getByRole('grid').waitFor()
    await keyboard.tabTo(/Élément 1 sur 9/)
    for (let item = 0; item < 9; item += 1)
      expect(await keyboard.pressDigit((item % 2) + 1)).toMatchObject(visible)
    // Zqbag has a letter of its own.
    const states = await until(statesOf, (all) => all.every((state) => state.startsWith('labeled')))
    expect(new Set(states)).toEqual(new Set(['labeled Zqshoe', 'labeled Zqshoe/Zqboot']))
    await untilShown(page)
    expect(await keyboard.press('Tab')).toMatchObject(visible)
  }))

test('a reviewer approves and rejects without a mouse, and the focus stays with the items', () =>
  inTab('lead', `/p/${world.data.fresh}/review?state=labeled`, async ({ page }) => {
    const keyboard = await openKeyboard(page)
    await page.getByRole('grid').waitFor()
    await keyboard.tabTo(/Zqbag|Zqboot/)
    expect(await keyboard.press('a')).toMatchObject(visible)
    await until(statesOf, (all) => all.filter((state) => state.startsWith('approved')).length === 1)
    expect(await keyboard.press('r')).toMatchObject(visible)
    await page.getByRole('dialog').waitFor()
    expect(await keyboard.focus()).toMatchObject(visible)
    await keyboard.type('zqnot this')
    expect(await keyboard.press('Enter')).toMatchObject({ isLost: false })
    await until(statesOf, (all) => all.filter((state) => state.startsWith('unlabeled')).length === 1)
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await keyboard.press('ArrowRight')).toMatchObject(visible)
  }))

test('what is typed while a dialog is being loaded comes into its field, and none of it is an answer', () =>
  inTab('ann', `/p/${world.data.project}/label`, async ({ page }) => {
    // An item whose picture cannot be shown is skipped without a dialog.
    const choose = `(() => {
      const shown = [...document.querySelectorAll('.tile img')].find((img) => img.naturalWidth > 0)
      shown?.closest('.tile').click()
      return shown !== undefined
    })()`
    await until(() => page.evaluate<boolean>(choose), Boolean)
    for (const [key, part, field] of [
      ['/', 'class-search', 'searchbox'],
      ['s', 'skip-dialog', 'textbox'],
    ] as const) {
      const loaded = Promise.withResolvers<void>()
      await page.route(`**/assets/${part}-*.js`, async (route) => {
        await loaded.promise
        await route.continue()
      })
      await page.keyboard.press(key)
      // `b` and `2` are keys of classes, `u` selects, Tab leads away.
      for (const pressed of ['b', 'Tab', 'u', '2', 'x', 'Backspace']) await page.keyboard.press(pressed)
      loaded.resolve()
      await until(
        () => page.getByRole('dialog').getByRole(field).inputValue(),
        (text) => text === 'bu2',
      )
      expect(await page.locator('.tile:is([data-answer=label], [aria-selected=true])').count()).toBe(0)
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    }
  }))

test.each(screenCases.map((one) => ({ ...one, at: shownPath(one) })))(
  'Tab shows on $screen as $person at $at where it is, and comes to the end',
  ({ person, path }) =>
    inTab(person, path(world.data), async ({ page }) => {
      const keyboard = await openKeyboard(page)
      const hidden: string[] = []
      let ended = false
      for (let tabs = 0; tabs < 150 && !ended; tabs += 1) {
        await page.keyboard.press('Tab')
        const { isLost, isVisible, text } = await keyboard.focus()
        ended = isLost
        if (!isLost && !isVisible) hidden.push(text)
      }
      expect({ hidden, ended }).toEqual({ hidden: [], ended: true })
    }),
)
