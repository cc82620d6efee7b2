import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { PNG } from 'pngjs'
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

const asLead = async (path: string, work: (page: Page) => Promise<void>): Promise<void> => {
  const tab = await openTab(world.browser, world.url, {
    hosts: world.hosts,
    locale: 'en-US',
    viewport: { width: 1366, height: 768 },
  })
  try {
    const tall = PNG.sync.write(new PNG({ width: 20, height: 90 }))
    await tab.page.route('**/*', async (route) => {
      if (route.request().resourceType() === 'image')
        await route.fulfill({ body: tall, contentType: 'image/png' })
      else await route.fallback()
    })
    await enterAs(tab, world.url, 'lead')
    await tab.page.goto(`${world.url}/p/${world.data.project}${path}`)
    await untilShown(tab.page)
    await work(tab.page)
  } finally {
    await tab.close()
  }
}

test('a tall picture stays in its square', () =>
  asLead('/review?state=labeled', async (page) => {
    const tile = page.locator('.tile-picture').first()
    await tile.locator('img').waitFor()
    const { width = 0, height = 0 } = (await tile.boundingBox()) ?? {}
    expect(width).toBeGreaterThan(50)
    expect(Math.abs(width - height)).toBeLessThan(2)
  }))

test('reviewers choose among all classes that labelers have', () =>
  asLead('/review?state=labeled', async (page) => {
    await page.locator('.tile-picture').first().click()
    await page.keyboard.press('e')
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('option').first().waitFor()
    const names = await dialog.getByRole('option').allTextContents()
    expect(names.map((name) => name.trim())).toEqual(
      expect.arrayContaining([expect.stringMatching(/^Zqshoe$/), expect.stringMatching(/Zqboot/)]),
    )
  }))

test('the number of a class is that of the list behind it', () =>
  asLead('', async (page) => {
    const row = page.getByRole('row').filter({ has: page.getByRole('link', { name: 'Zqshoe', exact: true }) })
    const [own, sum] = await row.getByRole('cell').allTextContents()
    expect(Number(own)).toBe(0)
    expect(Number(sum)).toBeGreaterThan(0)
    await row.getByRole('link').click()
    await page.getByText('No item meets the filter.').waitFor()
  }))

test('the files that cannot be shown are one link', () =>
  asLead('', async (page) => {
    await page.getByRole('link', { name: /cannot be shown as (?:it is|they are)$/ }).click()
    await page.waitForURL(/problem=any/)
  }))

test('a step back takes away what was typed into a filter and not sent', () =>
  asLead('/review', async (page) => {
    await page.getByText('More filters').click()
    const prefix = page.getByLabel('Path begins with')
    await prefix.fill('zqset/zq1')
    await prefix.press('Enter')
    await page.waitForURL(/pathPrefix/)
    await prefix.fill('zqset/zq2')
    await page.goBack()
    await page.waitForURL((url) => !url.search.includes('pathPrefix'))
    await until(
      () => prefix.inputValue(),
      (text) => text === '',
    )
    await page.goForward()
    await until(
      () => prefix.inputValue(),
      (text) => text === 'zqset/zq1',
    )
  }))

test('an export says how many items it leaves out, and leads to them', () =>
  asLead('/exports', async (page) => {
    await page.getByText('1 item is left out:').first().waitFor()
    await page.getByRole('link', { name: '1 file is missing' }).first().click()
    await page.waitForURL(/missing=true/)
  }))

test('a member who is added once more by name is said to be one', () =>
  asLead('/members', async (page) => {
    const person = page.getByLabel('Name or object id')
    await person.fill('Zq-ann')
    await person.press('Enter')
    await page.getByText('This person is in the list already.').waitFor()
  }))
