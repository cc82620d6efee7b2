import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { until } from '../../support/until.ts'
import { enterAs, openTab, untilShown } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

/** What the browser reports of a refused save. */
const refusal = /\b412\b/

const inSettings = async (work: (page: Page) => Promise<void>, project = world.data.fresh): Promise<void> => {
  // The whole screen is seen: a tree draws only what is in the window.
  const viewport = { width: 1280, height: 2400 }
  const tab = await openTab(world.browser, world.url, { hosts: world.hosts, viewport })
  try {
    await enterAs(tab, world.url, 'lead')
    await tab.page.goto(`${world.url}/p/${project}/settings`)
    await untilShown(tab.page)
    await work(tab.page)
    expect(tab.faults.filter((fault) => !refusal.test(fault))).toEqual([])
  } finally {
    await tab.close()
  }
}

const readProject = async () => (await world.lead('GET', `/projects/${world.data.fresh}`)).body
const namesOf = async (): Promise<readonly string[]> =>
  (await readProject()).labelClasses.map(({ name }: { name: string }) => name)

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const unsaved = (page: Page) => page.getByText('Not saved yet')
const merge = (page: Page) => page.getByRole('alert', { name: 'Somebody has changed the project meanwhile' })
const row = (page: Page, name: string) => page.getByRole('row', { name, exact: true })

test('the classes stay on the screen when they are added in between, discarded, moved, renamed and saved', () =>
  inSettings(async (page) => {
    const added = page.getByLabel('New class')
    await row(page, 'Zqbag').click()
    await added.fill('Zqhat')
    await added.press('Enter')
    await row(page, 'Zqhat').waitFor()
    await page.getByRole('button', { name: 'Discard the changes' }).click()
    await row(page, 'Zqhat').waitFor({ state: 'detached' })

    await row(page, 'Zqboot').click()
    await page.keyboard.press('Alt+ArrowLeft')
    await row(page, 'Zqbag').click()
    await page.getByRole('group', { name: 'The chosen class' }).getByLabel('Name').fill('Zqsack')
    await added.fill('Zqhat')
    await added.press('Enter')
    await save(page)
    await unsaved(page).waitFor({ state: 'detached' })
    expect(await namesOf()).toEqual(['Zqsack', 'Zqhat', 'Zqshoe', 'Zqboot', 'Zqcoat'])
    // The chosen class stays chosen.
    await page.getByRole('row', { name: 'Zqhat', exact: true, selected: true }).waitFor()

    await page.getByLabel('Name', { exact: true }).first().fill('Zqnew')
    await save(page)
    await unsaved(page).waitFor({ state: 'detached' })
    await until(readProject, ({ displayName }) => displayName === 'Zqnew')
    await row(page, 'Zqhat').waitFor()
  }))

test('a draft that was left meets what another lead has saved since: it is joined, and what both changed is asked', () =>
  inSettings(async (page) => {
    const instructions = page.getByRole('textbox', { name: 'Instructions', exact: true })
    await instructions.fill('zqmine')
    await page.getByLabel('New class').fill('Zqcap')
    await page.getByLabel('New class').press('Enter')
    await unsaved(page).waitFor()
    await page.goto('about:blank')

    const { labelClasses } = await readProject()
    await world.lead('PATCH', `/projects/${world.data.fresh}`, {
      headers: { 'if-match': '*' },
      body: { labelClasses: [...labelClasses, { name: 'Zqglove' }], instructions: { text: 'zqtheirs' } },
    })
    await page.goBack()
    await untilShown(page)
    await merge(page).waitFor()
    await merge(page).getByRole('radio', { name: 'Theirs' }).focus()
    await page.keyboard.press('Space')
    await merge(page).getByRole('button', { name: 'Save again' }).click()
    await merge(page).waitFor({ state: 'detached' })
    await unsaved(page).waitFor({ state: 'detached' })
    const stored = await until(readProject, (project) => JSON.stringify(project).includes('Zqcap'))
    expect(stored.instructions).toEqual({ text: 'zqtheirs' })
    expect((await namesOf()).slice(-2)).toEqual(['Zqcap', 'Zqglove'])
  }))

/** Two tabs of one project: the second one has read it before the first one saves. */
const inTwoTabs = (work: (first: Page, second: Page) => Promise<void>): Promise<void> =>
  inSettings(async (first) => {
    const second = await first.context().newPage()
    await second.setViewportSize({ width: 1280, height: 2400 })
    await second.goto(first.url())
    await untilShown(second)
    await work(first, second)
  })

const addClass = async (page: Page, name: string): Promise<void> => {
  await page.getByLabel('New class').fill(name)
  await page.getByLabel('New class').press('Enter')
  await row(page, name).waitFor()
}

const rename = async (page: Page, from: string, name: string): Promise<void> => {
  await row(page, from).click()
  await page.getByRole('group', { name: 'The chosen class' }).getByLabel('Name').fill(name)
}

const saveAmongOthers = async (page: Page): Promise<void> => {
  const refused = page.waitForResponse((response) => response.status() === 412)
  await save(page)
  await refused
}

const saved = (page: Page) => page.getByText('Saved', { exact: true })
const joined = (page: Page) =>
  page.getByText('Saved, together with what somebody else has changed meanwhile.')

test.each<[string, string, string, (page: Page) => Promise<void>]>([
  ['adds', 'Zqmitten', 'Zqbelt', (page) => addClass(page, 'Zqbelt')],
  ['renames', 'Zqsock', 'Zqclog', (page) => rename(page, 'Zqboot', 'Zqclog')],
])('a new class is saved beside the class that another tab %s meanwhile', (_, mine, theirs, change) =>
  inTwoTabs(async (first, second) => {
    await addClass(second, mine)
    await change(first)
    await save(first)
    await saved(first).waitFor()
    await saveAmongOthers(second)
    await joined(second).waitFor()
    await row(second, theirs).waitFor()
    expect(JSON.stringify(await readProject())).toContain(theirs)
    expect(await namesOf()).toContain(mine)
    await addClass(second, `${mine}s`)
    await joined(second).waitFor({ state: 'detached' })
  }),
)

test('a class that two tabs have renamed is asked, and nothing is saved before', () =>
  inTwoTabs(async (first, second) => {
    await rename(second, 'Zqcoat', 'Zqparka')
    await rename(first, 'Zqcoat', 'Zqjacket')
    await save(first)
    await saved(first).waitFor()
    await saveAmongOthers(second)
    await merge(second).waitFor()
    expect(await namesOf()).toContain('Zqjacket')
    await merge(second).getByRole('button', { name: 'Save again' }).click()
    await saved(second).waitFor()
    expect(await namesOf()).toContain('Zqparka')
  }))

test('what is typed while a save is on its way stays, and a class that is not added holds the save', () =>
  inSettings(async (page) => {
    const description = page.getByRole('textbox', { name: 'Description', exact: true }).first()
    const [arrived, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await page.route('**/api/projects/*', async (route) => {
      if (route.request().method() !== 'PATCH') return route.fallback()
      const response = await route.fetch()
      arrived.resolve()
      await answered.promise
      return route.fulfill({ response })
    })
    await description.fill('Zqone')
    await save(page)
    await arrived.promise
    await description.fill('Zqone and two')
    answered.resolve()
    await until(readProject, (project) => project.description === 'Zqone')
    await page.getByRole('button', { name: 'Save', exact: true, disabled: false }).waitFor()
    expect(await description.inputValue()).toBe('Zqone and two')
    await unsaved(page).waitFor()

    const added = page.getByLabel('New class')
    await added.fill('Zqscarf')
    await save(page)
    await page.getByText('The class in the field is not added yet.').waitFor()
    await added.press('Enter')
    await save(page)
    await unsaved(page).waitFor({ state: 'detached' })
    expect((await readProject()).description).toBe('Zqone and two')
    expect(await namesOf()).toContain('Zqscarf')
  }))

test('a thousand classes are moved, put below each other, taken back and discarded', async () => {
  const labelClasses = Array.from({ length: 1000 }, (_, index) => ({ name: `Zqclass ${index}` }))
  await world.addProject('zqthousand', ['zqset/zq0.png'], { labelClasses })
  await inSettings(async (page) => {
    const names = () => page.getByRole('treegrid').getByRole('row').allTextContents()
    const undo = page.getByRole('button', { name: 'Undo' })
    const before = await names()
    await row(page, 'Zqclass 3').click()
    for (const key of ['ArrowDown', 'ArrowDown']) await page.keyboard.press(`Alt+${key}`)
    await undo.click()
    await row(page, 'Zqclass 3').click()
    for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft', 'ArrowRight'])
      await page.keyboard.press(`Alt+${key}`)
    await until(names, (shown) => shown.join() !== before.join())
    await page.getByRole('button', { name: 'Discard the changes' }).click()
    await until(names, (shown) => shown.join() === before.join())
  }, 'zqthousand')
})
