import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { enterAs, openTab, untilShown, type AppTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import { openKeyboard } from '../../support/web/keyboard.ts'
import { openCase } from '../../support/web/open-case.ts'
import { people } from '../../support/web/people.ts'
import { screenCases, shownPath, unexpected, type ScreenCase } from '../../support/web/screen-cases.ts'
import { until } from '../../support/until.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

const inTab = async (
  one: Omit<ScreenCase, 'screen'>,
  work: (tab: AppTab) => Promise<void>,
): Promise<void> => {
  const tab = await openTab(world.browser, world.url, {
    hosts: world.hosts,
    locale: 'fr-FR',
    viewport: { width: 1280, height: 800 },
  })
  try {
    await enterAs(tab, world.url, one.person)
    await openCase(tab.page, world, one)
    await work(tab)
    expect(unexpected(one, tab.faults)).toEqual([])
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
  inTab({ person: 'ann', path: ({ fresh }) => `/p/${fresh}/label` }, async ({ page }) => {
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
  inTab({ person: 'lead', path: ({ fresh }) => `/p/${fresh}/review?state=labeled` }, async ({ page }) => {
    const keyboard = await openKeyboard(page)
    await page.getByRole('grid').waitFor()
    await keyboard.tabTo(/Zqshoe|Zqboot/)
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

test('a lead sets a project up without a mouse, from its first step until it runs', () =>
  // The check whether a name is free asks for a project that is not there.
  inTab({ person: 'lead', path: () => '/', refusal: 404 }, async ({ page }) => {
    const keyboard = await openKeyboard(page)
    const choose = async (name: RegExp, key = 'Enter'): Promise<void> => {
      await keyboard.tabTo(name)
      expect(await keyboard.press(key)).toMatchObject(visible)
    }
    /** The title of the step has the focus, so that the next Tab comes to its first field. */
    const next = async (title: string): Promise<void> => {
      await choose(/^Suivant$/)
      await page.getByRole('heading', { level: 2, name: title }).waitFor()
      expect(await keyboard.focus()).toMatchObject({ isLost: false, text: title })
    }
    await choose(/^Nouveau projet$/)
    await page.getByRole('radio').first().waitFor()
    await choose(/^Un dossier/, 'ArrowUp')
    await keyboard.tabTo(/^Jeu de données/)
    await keyboard.type(world.data.fresh)
    await page.getByText('9 images').waitFor()
    await next('Tâche')
    await choose(/^Une classe par image/, 'ArrowDown')
    await next('Classes')

    await keyboard.tabTo(/^Nouvelle classe/)
    await keyboard.type('Zqwrong')
    expect(await keyboard.press('Enter')).toMatchObject(visible)
    await keyboard.type('Zqone')
    expect(await keyboard.press('Enter')).toMatchObject(visible)
    await keyboard.type('Zqtwo')
    expect(await keyboard.press('Enter')).toMatchObject(visible)
    await keyboard.tabTo(/Zqtwo/)
    expect(await keyboard.press('Alt+ArrowRight')).toMatchObject(visible)
    expect(await keyboard.press('Home')).toMatchObject(visible)
    expect(await keyboard.press('Delete')).toMatchObject(visible)
    expect(await keyboard.press('End')).toMatchObject(visible)
    expect(await keyboard.press('Enter')).toMatchObject({ ...visible, text: 'Nom' })
    await keyboard.type('x')
    await next('Consignes')
    await keyboard.tabTo(/^Ce que les étiqueteurs/)
    await keyboard.type('Zqrules')
    await next('Personnes')

    const found = /^Nom ou identifiant/
    await keyboard.tabTo(found)
    await keyboard.type(people.ann.id)
    await page.getByRole('button', { name: 'Ajouter Zq-ann' }).waitFor()
    await choose(/^Ajouter/)
    expect((await keyboard.focus()).text).toMatch(found)
    await choose(/^Retirer/)
    expect((await keyboard.focus()).text).toMatch(found)
    await keyboard.type(people.ben.id)
    await page.getByRole('button', { name: 'Ajouter Zq-ben' }).waitFor()
    await choose(/^Ajouter/)
    await next('Vérification')

    await keyboard.tabTo(/^Nom du projet/)
    await keyboard.type('Zqkeys')
    await choose(/^Créer le projet$/)
    await page.getByRole('link', { name: 'Étiqueter', exact: true }).waitFor()
    expect(await keyboard.focus()).toMatchObject({ ...visible, text: 'Zqkeys' })
    await choose(/^Étiqueter$/)
    await page.getByRole('row', { name: /^Élément 1 sur/ }).waitFor()
    const { body } = await world.lead('GET', '/projects/zqkeys')
    expect(body).toMatchObject({
      status: 'Running',
      taskType: 'MultiLabel',
      labelClasses: [{ name: 'Zqone', classes: [{ name: 'Zqtwox' }] }],
    })
  }))

test('what is typed while a dialog is being loaded comes into its field, and none of it is an answer', () =>
  inTab({ person: 'ann', path: () => `/p/${world.data.project}/label` }, async ({ page }) => {
    // An item whose picture cannot be shown is skipped without a dialog.
    const choose = `(() => {
      const shown = [...document.querySelectorAll('.tile img')].find((img) => img.naturalWidth > 0)
      shown?.closest('.tile').click()
      return shown !== undefined
    })()`
    await until(() => page.evaluate<boolean>(choose), Boolean)
    for (const [key, part, field] of [
      ['/', 'class-search', 'combobox'],
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

// A dialog keeps the focus to itself.
const screens = screenCases.filter(({ isDialog = false }) => !isDialog)

test.each(screens.map((one) => ({ ...one, at: shownPath(one) })))(
  'Tab shows on $screen as $person at $at where it is, and comes to the end',
  (one) =>
    inTab(one, async ({ page }) => {
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
