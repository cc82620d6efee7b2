import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { enterAs, openTab, untilShown, type AppTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import { people } from '../../support/web/people.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

const inTab = async (work: (tab: AppTab) => Promise<void>): Promise<void> => {
  const tab = await openTab(world.browser, world.url, { hosts: world.hosts })
  try {
    await work(tab)
    expect(tab.faults).toEqual([])
  } finally {
    await tab.close()
  }
}

test('a change of the language reaches the words of React Aria without a reload', () =>
  inTab(async (tab) => {
    const { page } = tab
    await enterAs(tab, world.url, 'lead')
    await page.goto(`${world.url}/p/${world.data.project}/settings`)
    await page.getByRole('button', { name: /^Collapse/ }).waitFor()
    await tab.prefer({ locale: 'fr' })
    await page.getByRole('button', { name: /^Réduire/ }).waitFor()
    await tab.prefer({ locale: 'en' })
    await page.getByRole('button', { name: /^Collapse/ }).waitFor()
  }))

test('a browser whose language Intl refuses shows the dashboard with its chart', () =>
  inTab(async (tab) => {
    const { page } = tab
    await page.addInitScript(`
      Object.defineProperty(Navigator.prototype, 'language', { get: () => 'en-US@posix' })
      Object.defineProperty(Navigator.prototype, 'languages', { get: () => ['en-US@posix'] })`)
    await enterAs(tab, world.url, 'lead')
    await page.goto(`${world.url}/p/${world.data.project}`)
    await untilShown(page)
    await page.locator('.day-chart canvas').waitFor()
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Dashboard')
  }))

test('the list of projects shows one that somebody creates while it is open, by its name', () =>
  inTab(async (tab) => {
    const { page } = tab
    await page.clock.install()
    await enterAs(tab, world.url, 'lead')
    await page.getByRole('article', { name: 'Zqwardrobe' }).waitFor()
    const body = {
      mediaType: 'Image',
      taskType: 'MultiClass',
      dataset: world.data.dataset,
      labelClasses: [{ name: 'Zqbag' }],
      displayName: 'Zqlate',
    }
    const created = await world.lead('PUT', '/projects/zqlate', { body })
    await world.waitFor(created.headers.get('operation-location'))
    const late = page.getByRole('article', { name: 'Zqlate' })
    expect(await late.count()).toBe(0)
    await page.clock.fastForward(15_000)
    await late.waitFor()
  }))

test.each([
  [
    'blocked',
    `Object.defineProperty(globalThis, 'localStorage', { get: () => { throw new DOMException('', 'SecurityError') } })`,
  ],
  [
    'full',
    `{ const { setItem } = Storage.prototype
      Storage.prototype.setItem = function (...entry) {
        if (this === localStorage) throw new DOMException('', 'QuotaExceededError')
        setItem.apply(this, entry)
      } }`,
  ],
])('a browser whose localStorage is %s signs in, and a reload asks nothing', (_why, script) =>
  inTab(async (tab) => {
    const { page } = tab
    await page.addInitScript(script)
    await enterAs(tab, world.url, 'lead')
    await page.getByRole('article', { name: 'Zqwardrobe' }).waitFor()
    await page.reload()
    await page.getByRole('article', { name: 'Zqwardrobe' }).waitFor()
  }),
)

test('the place of the projects shows that they are on their way', () =>
  inTab(async (tab) => {
    const { page } = tab
    const held = Promise.withResolvers<void>()
    await page.route('**/api/projects?*', async (route) => {
      await held.promise
      await route.continue()
    })
    await page.goto(`${world.url}/?person=${people.lead.id}`)
    await page.locator('main').getByRole('progressbar', { name: 'Loading' }).waitFor()
    held.resolve()
    await page.getByRole('article', { name: 'Zqwardrobe' }).waitFor()
    expect(await page.locator('.pending').count()).toBe(0)
  }))

test('the labeling goes on without instructions that cannot be shown', async () => {
  const tab = await openTab(world.browser, world.url, { hosts: world.hosts })
  const { page } = tab
  try {
    await enterAs(tab, world.url, 'ben')
    await page.route('**/instructions-panel*.js', (route) => route.abort())
    await page.goto(`${world.url}/p/${world.data.project}/label`)
    await page.getByText('The instructions cannot be shown.').waitFor()
    await page.getByRole('row', { name: /^Item 1 of \d+: no answer$/ }).click()
    await page.keyboard.press('1')
    await page.getByRole('row', { name: /^Item 1 of \d+: Zq/ }).waitFor()
    await page.keyboard.press('h')
    await page.getByText('The instructions cannot be shown.').waitFor({ state: 'detached' })
  } finally {
    await tab.close()
  }
})

test('a refusal is told in the language of the person, with the sentence of the service', async () => {
  const tab = await openTab(world.browser, world.url, { locale: 'fr-FR' })
  const { page } = tab
  await page.route('**/api/projects/*/pause', (route) =>
    route.fulfill({ status: 403, json: { error: { code: 'Forbidden', message: 'Ask zqlea.' } } }),
  )
  await page.goto(`${world.url}/p/${world.data.project}?person=${people.lead.id}`)
  await page.getByRole('button', { name: 'Suspendre' }).click()
  const message = page.getByRole('alertdialog')
  await message.getByText('Votre rôle ne le permet pas.').waitFor()
  expect(await message.locator('[lang=en]').textContent()).toBe('Ask zqlea.')
  await tab.close()
})
