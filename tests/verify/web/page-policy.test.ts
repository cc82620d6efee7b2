import { afterEach, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { startBrowser } from '../../../tools/browser.ts'
import { freePort } from '../../support/chaos/free-port.ts'
import { startWorld, type OwnWorld } from '../../support/own-service.ts'
import { enterAs, openTab } from '../../support/web/app-tab.ts'
import { folderOfPeople } from '../../support/web/people.ts'

let world: OwnWorld | undefined
let browser: Browser | undefined

afterEach(async () => {
  await browser?.close()
  await world?.close()
})

test('a page kept by the service worker has the policy of the service as it is now, and opens without a service', async () => {
  const dataDir = await folderOfPeople()
  const port = String(await freePort())
  const start = async (): Promise<OwnWorld> =>
    startWorld({ dataDir, env: { PORT: port, BLOB_PORT: String(await freePort()) } })
  world = await start()
  browser = await startBrowser()
  const { page, ...tab } = await openTab(browser, world.service.url)
  const load = async () => {
    const response = await page.goto(`http://127.0.0.1:${port}/settings`)
    await page.getByRole('heading', { level: 1 }).waitFor()
    return {
      isByWorker: response?.fromServiceWorker(),
      policy: (await response?.allHeaders())?.['content-security-policy'],
    }
  }
  await enterAs({ page, ...tab }, world.service.url, 'lead')
  await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)')
  await load()

  await world.service.stop()
  world = await start()
  const { isByWorker, policy } = await load()
  expect(isByWorker).toBe(true)
  expect(policy).toContain(new URL(world.service.endpoints.blobServiceUrl).origin)

  await world.service.stop()
  expect((await load()).isByWorker).toBe(true)
})
