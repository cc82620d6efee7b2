import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { enterAs, openTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import { openCase } from '../../support/web/open-case.ts'
import type { ScreenCase } from '../../support/web/screen-cases.ts'
import { until } from '../../support/until.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

/** A phone: fingers, and no mouse. */
const onPhone = async (
  one: Pick<ScreenCase, 'person' | 'path'>,
  work: (page: Page) => Promise<void>,
): Promise<void> => {
  const viewport = { width: 390, height: 844 }
  const tab = await openTab(world.browser, world.url, {
    hosts: world.hosts,
    viewport,
    hasTouch: true,
    isMobile: true,
  })
  try {
    await enterAs(tab, world.url, one.person)
    await openCase(tab.page, world, one)
    await work(tab.page)
    expect(tab.faults).toEqual([])
  } finally {
    await tab.close()
  }
}

const isLargeEnough = async (target: Locator): Promise<boolean> =>
  ((await target.boundingBox())?.height ?? 0) >= 44

test('taps select items, and a tap on a class answers them', () =>
  onPhone({ person: 'ann', path: ({ fresh }) => `/p/${fresh}/label` }, async (page) => {
    const items = page.getByRole('row')
    await items.nth(8).waitFor()
    await items.nth(0).tap()
    await items.nth(2).tap()
    const bag = page.getByRole('button', { name: /^Zqbag/ })
    expect(await isLargeEnough(bag)).toBe(true)
    await bag.tap()
    await page.getByRole('row', { name: /^Item 1 of 9: Zqbag/ }).waitFor()
    await page.getByRole('row', { name: /^Item 3 of 9: Zqbag/ }).waitFor()
    expect(await page.getByRole('row', { name: /: Zqbag/ }).count()).toBe(2)
  }))

test('taps select answers, and a button approves them', () =>
  onPhone({ person: 'lead', path: ({ project }) => `/p/${project}/review?state=labeled` }, async (page) => {
    const items = page.getByRole('grid', { name: 'Items' }).getByRole('row')
    await items.nth(1).waitFor()
    await items.nth(0).tap()
    await items.nth(1).tap()
    await page.getByText('2 selected').waitFor()
    await page.getByRole('button', { name: 'Approve', exact: true }).tap()
    await page.getByText('2 items approved').waitFor()
  }))

test('a tap chooses a class in the tree of the lead, and a second one goes to its name', () =>
  onPhone({ person: 'lead', path: ({ fresh }) => `/p/${fresh}/settings` }, async (page) => {
    const name = page.locator('.class-details').getByLabel('Name', { exact: true })
    for (const one of ['Zqcoat', 'Zqbag']) {
      await page.getByRole('row', { name: one }).tap()
      await until(
        () => name.inputValue(),
        (value) => value === one,
      )
    }
    await page.getByRole('row', { name: 'Zqbag' }).tap()
    await until(
      () => page.evaluate<boolean>('document.activeElement.matches(".class-details input")'),
      Boolean,
    )
  }))
