import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Locator, Page } from 'playwright-core'
import { enterAs, openTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
  await world.lead('PATCH', `/projects/${world.data.fresh}`, {
    headers: { 'if-match': '*' },
    body: { instructions: { text: 'Zqinstructions.\n\n'.repeat(50) } },
  })
})

afterAll(async () => {
  await world?.close()
})

/** A first visit in French, whose words are long, with the instructions open. */
const inFrench = async (
  viewport: { readonly width: number; readonly height: number },
  work: (page: Page) => Promise<void>,
): Promise<void> => {
  const tab = await openTab(world.browser, world.url, { hosts: world.hosts, viewport, locale: 'fr-FR' })
  try {
    await enterAs(tab, world.url, 'ann')
    await tab.page.goto(`${world.url}/p/${world.data.fresh}/label`)
    await tab.page.getByRole('complementary', { name: 'Consignes' }).waitFor()
    await tab.page.getByRole('row').first().waitFor()
    await work(tab.page)
    expect(tab.faults).toEqual([])
  } finally {
    await tab.close()
  }
}

/** A click that only asks whether it would arrive: nothing covers the buttons. */
const pressable = async (buttons: Locator): Promise<void> => {
  for (const button of await buttons.all()) await button.click({ trial: true })
}

test('a window of usual width shows all tools at once, without scrolling', () =>
  inFrench({ width: 1280, height: 800 }, async (page) => {
    const tools = page.getByRole('toolbar')
    const [bar, last] = [
      await tools.boundingBox(),
      await tools.getByRole('button', { name: 'Consignes' }).boundingBox(),
    ]
    if (!bar || !last) throw new Error('The tools are not shown')
    expect(last.x + last.width).toBeLessThanOrEqual(bar.x + bar.width)
    expect(bar.x + bar.width).toBeLessThanOrEqual(1280)
    await pressable(tools.getByRole('button'))
  }))

test('what the line of the state says moves nothing below it', () =>
  inFrench({ width: 1280, height: 800 }, async (page) => {
    const top = async () => (await page.locator('.label-body').boundingBox())?.y
    const before = await top()
    await page.locator('.state-line').evaluate('(line) => { line.textContent += line.textContent.repeat(9) }')
    expect(await top()).toBe(before)
  }))

test('the instructions of a phone leave the actions free', () =>
  inFrench({ width: 360, height: 740 }, async (page) => {
    const actions = page.getByRole('region', { name: 'Actions' })
    await pressable(actions.getByRole('button'))
    await page.getByRole('button', { name: 'Fermer les consignes' }).click()
  }))
