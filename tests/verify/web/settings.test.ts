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

const inSettings = async (work: (page: Page) => Promise<void>): Promise<void> => {
  // The whole screen is seen: a tree draws only what is in the window.
  const viewport = { width: 1280, height: 2400 }
  const tab = await openTab(world.browser, world.url, { hosts: world.hosts, viewport })
  try {
    await enterAs(tab, world.url, 'lead')
    await tab.page.goto(`${world.url}/p/${world.data.fresh}/settings`)
    await untilShown(tab.page)
    await work(tab.page)
    expect(tab.faults).toEqual([])
  } finally {
    await tab.close()
  }
}

const readProject = async () => (await world.lead('GET', `/projects/${world.data.fresh}`)).body
const namesOf = async (): Promise<readonly string[]> =>
  (await readProject()).labelClasses.map(({ name }: { name: string }) => name)

const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true }).click()
const unsaved = (page: Page) => page.getByText('Not saved yet')
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
