import { afterAll, beforeAll, expect, test } from '@jest/globals'
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

/** How many items of the project that nobody has touched have an answer now. */
const answered = async (): Promise<number> => {
  const { body } = await world.lead('GET', `/projects/${world.data.fresh}/items?state=labeled`)
  return body.value.length
}

test('a new tab without a network labels, and sends by itself when the network is back', async () => {
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
