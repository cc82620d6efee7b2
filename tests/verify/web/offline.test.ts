import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { until } from '../../support/until.ts'
import { enterAs, openTab, untilShown } from '../../support/web/app-tab.ts'
import { people } from '../../support/web/people.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

/** How many items of a project have an answer now. */
const answeredOf = async (project: string): Promise<number> => {
  const { body } = await world.lead('GET', `/projects/${project}/items?state=labeled`)
  return body.value.length
}

test('a new tab without a network labels, and sends by itself when the network is back', async () => {
  const answered = () => answeredOf(world.data.fresh)
  const tab = await openTab(world.browser, world.url, { hosts: world.hosts })
  try {
    const context = tab.page.context()
    const path = `${world.url}/p/${world.data.fresh}/label`
    await enterAs(tab, world.url, 'ann')
    await tab.page.goto(path)
    await tab.page.getByRole('grid').waitFor()
    // The worker has the files of the app, and the browser's database has the page.
    await tab.page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await untilShown(tab.page)
    await tab.page.close()

    await context.setOffline(true)
    const page = await context.newPage()
    await page.goto(path)
    await page.getByRole('grid').waitFor()
    await page.getByText('No connection. Your answers stay on this device').waitFor()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('1')
    await page.getByText('No connection · 9 waiting').waitFor()
    expect(await answered()).toBe(0)

    await context.setOffline(false)
    expect(await until(answered, (count) => count > 0)).toBe(9)
    await page.getByText('9 sent · 0 waiting').waitFor()
    expect(page.url()).toBe(path)
  } finally {
    await tab.close()
  }
})

test('a sign-out without a network ends the session here, keeps the answers, and lets nobody in without a question', async () => {
  const tab = await openTab(world.browser, world.url, { hosts: world.hosts })
  try {
    const { page } = tab
    const context = page.context()
    const answered = () => answeredOf(world.data.project)
    const before = await answered()
    await enterAs(tab, world.url, 'ben')
    // The worker has the files of the app, also of its menu, for the pages that begin from now on.
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
    await page.goto(`${world.url}/p/${world.data.project}/label`)
    await page.getByRole('grid').waitFor()
    await untilShown(page)
    await page.evaluate('globalThis.zqSamePage = true')
    await context.setOffline(true)
    await page.keyboard.press('Control+a')
    await page.keyboard.press('1')
    await page.getByText('No connection · 9 waiting').waitFor()

    await page.getByRole('button', { name: `${people.ben.name}: menu` }).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByText('You are signed out on this device.').waitFor()
    expect(await page.evaluate('globalThis.zqSamePage')).toBe(true)
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toMatch(
      /refresh_token|etiquette\.(?:person|kept)/,
    )

    await context.setOffline(false)
    await page.reload()
    await page.getByText('You are signed out on this device.').waitFor()
    await page.getByRole('button', { name: 'Sign in' }).click()
    // The issuer still knows them, and asks.
    await page.getByRole('link', { name: people.ben.name }).click()
    await until(answered, (count) => count > before)
  } finally {
    await tab.close()
  }
})
