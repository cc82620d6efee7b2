import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals'
import type { Browser, Page } from 'playwright-core'
import { removeData, startService, type Service } from '../../../tools/service.ts'
import { startBrowser } from '../../../tools/browser.ts'
import { startIssuer, type ForeignIssuer } from '../../support/foreign-issuer/start-issuer.ts'
import { testSettings } from '../../support/test-settings.ts'
import { until } from '../../support/until.ts'
import { openTab, type AppTab } from '../../support/web/app-tab.ts'

const [audience, tenant, clientId] = ['api://zqlabels', 'zqtenant', 'zqapp']
const person = { login: 'zq-lea', name: 'Zqlea Zqlane' }
const minute = 60_000
const keyCooldown = 31_000

let issuer: ForeignIssuer
/** When the service had read the keys of the issuer for the first time. */
let keysReadAt: number | undefined
let service: Service
let browser: Browser

const start = async (): Promise<void> => {
  issuer = await startIssuer()
  service = await startService({
    env: {
      ...testSettings,
      AUTH_ISSUER: issuer.issuer,
      AUTH_AUDIENCE: audience,
      AUTH_JWKS_URL: `${issuer.issuer}/jwks`,
      AUTH_TENANT: tenant,
      WEB_CLIENT_ID: clientId,
      NODE_EXTRA_CA_CERTS: issuer.certFile,
    },
  })
  browser = await startBrowser()
}

const stop = async (): Promise<void> => {
  await browser?.close()
  if (service) {
    await service.stop()
    await removeData(service.dataDir)
  }
  await issuer?.stop()
}

beforeAll(() =>
  start().catch(async (error: unknown) => {
    await stop()
    throw error
  }),
)
afterAll(stop)

const usual = { keyCount: 1, tokenSeconds: 3600, aheadMs: 0, refreshTokens: true }
beforeEach(() =>
  issuer.agree({
    origin: service.url,
    audience,
    tenant,
    clientId,
    names: { [person.login]: person.name },
    ...usual,
  }),
)

/** A tab whose clock can be moved: `zqAhead` is how far it is ahead. */
const openApp = async (aheadMs = 0): Promise<AppTab> => {
  const tab = await openTab(browser, service.url, {
    hosts: [issuer.issuer],
    ignoreHTTPSErrors: true,
    locale: 'en-GB',
  })
  await tab.page.addInitScript(
    `{ const now = Date.now; globalThis.zqAhead = ${aheadMs}; Date.now = () => now() + globalThis.zqAhead }`,
  )
  // The pages of the provider want a font.
  await tab.page.route('https://fonts.googleapis.com/**', (route) => route.fulfill({ body: '' }))
  return tab
}

const signIn = async (page: Page, path = '/'): Promise<void> => {
  await page.goto(`${service.url}${path}`)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await page.getByPlaceholder('Enter any login').fill(person.login)
  await page.getByPlaceholder('and password').fill('zq')
  await page.getByRole('button', { name: 'Sign-in' }).click()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.waitForURL(`${service.url}${path}`)
}

const menu = (page: Page) => page.getByRole('button', { name: `${person.name}: menu` })
const shown = async (page: Page): Promise<void> => {
  await page.getByText('There are no projects yet.').waitFor()
  keysReadAt ??= Date.now()
}
const tokenRequests = (page: Page): string[] => {
  const bodies: string[] = []
  page.on('request', (request) => {
    if (request.url() === `${issuer.issuer}/token`) bodies.push(request.postData() ?? '')
  })
  return bodies
}

/** Reads from the API again, as a screen does that is opened. */
const readAgain = async (page: Page): Promise<number> => {
  const [response] = await Promise.all([
    page.waitForResponse((one) => new URL(one.url()).pathname === '/api/audit' && one.status() !== 401),
    page.getByRole('link', { name: 'Activity' }).click(),
  ])
  await page.getByRole('link', { name: 'Projects', exact: true }).click()
  return response.status()
}

/** @param fault What the browser reports, where a refusal is part of the test */
const inTab = async (work: (tab: AppTab) => Promise<void>, aheadMs = 0, fault?: RegExp): Promise<void> => {
  const tab = await openApp(aheadMs)
  try {
    await work(tab)
    expect(tab.faults).toEqual(fault ? [expect.stringMatching(fault)] : [])
  } finally {
    await tab.close()
  }
}

test('a person signs in, consents, and comes back to where they wanted', () =>
  inTab(async ({ page }) => {
    await signIn(page, '/activity?zq=1')
    await page.getByRole('heading', { name: 'Activity in the workspace' }).waitFor()
    await menu(page).waitFor()
  }))

test('a reload asks nothing: the refresh token of the tab brings a new token', () =>
  inTab(async ({ page }) => {
    await signIn(page)
    await shown(page)
    const asked = tokenRequests(page)
    await page.reload()
    await shown(page)
    await menu(page).waitFor()
    expect(asked).toEqual([expect.stringContaining('grant_type=refresh_token')])
    expect(await page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }])')).not.toMatch(
      /eyJ[\w-]+\.eyJ/,
    )
  }))

test('another tab of the browser is signed in by the session of the issuer', () =>
  inTab(async ({ page }) => {
    await signIn(page)
    await shown(page)
    const other = await page.context().newPage()
    await other.goto(service.url)
    await shown(other)
    await menu(other).waitFor()
  }))

test('a token that has ended is renewed before it is used, once for all requests', () =>
  inTab(async ({ page }) => {
    await signIn(page)
    await shown(page)
    const asked = tokenRequests(page)
    await page.evaluate(`globalThis.zqAhead = ${2 * 60 * minute}`)
    expect(await readAgain(page)).toBe(200)
    expect(asked).toHaveLength(1)
  }))

test.each([2 * minute, -2 * minute])('a device whose clock is %d ms ahead works', (ahead) =>
  inTab(async ({ page }) => {
    await signIn(page)
    await shown(page)
    await page.reload()
    await shown(page)
    expect(await readAgain(page)).toBe(200)
  }, ahead),
)

test.each([2 * minute, -2 * minute])('an issuer whose clock is %d ms ahead works', (aheadMs) =>
  inTab(async ({ page }) => {
    await issuer.agree({ aheadMs })
    await signIn(page)
    await shown(page)
    await page.reload()
    await shown(page)
  }),
)

test('new keys of the issuer end no session', () =>
  inTab(async ({ page }) => {
    await signIn(page)
    await shown(page)
    // The service asks the issuer for a key that it does not know, but not within half a minute of the last time.
    const readAt = keysReadAt ?? Date.now()
    await until(
      async () => Date.now() - readAt,
      (age) => age > keyCooldown,
    )
    await issuer.agree({ keyCount: 2 })
    await page.evaluate(`globalThis.zqAhead = ${2 * 60 * minute}`)
    expect(await readAgain(page)).toBe(200)
    await page.reload()
    await shown(page)
  }))

test('without refresh tokens the app says that the sign-in has ended, and comes back to the same screen', () =>
  inTab(async ({ page }) => {
    await issuer.agree({ refreshTokens: false })
    await signIn(page)
    await shown(page)
    await page.evaluate(`globalThis.zqAhead = ${2 * 60 * minute}`)
    await page.getByRole('link', { name: 'Activity' }).click()
    await page.getByRole('status').getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('heading', { name: 'Activity in the workspace' }).waitFor()
    await menu(page).waitFor()
  }))

test('a refresh token that the issuer has taken back leads to its own session, without a question', () =>
  inTab(
    async ({ page }) => {
      await signIn(page)
      await shown(page)
      const [key, value]: readonly [string, string] = await page.evaluate(
        `Object.entries(sessionStorage).find(([name]) => name.startsWith('user:'))`,
      )
      await page.evaluate(
        `sessionStorage.setItem(${JSON.stringify(key)}, ${JSON.stringify(value.replace(/"refresh_token":"[^"]+"/, '"refresh_token":"gone"'))})`,
      )
      await page.reload()
      await shown(page)
      await page.getByRole('status').waitFor({ state: 'detached' })
    },
    0,
    /status of 400 .*\/token\)$/,
  ))

test('sign-out ends the session at the issuer as well', () =>
  inTab(async ({ page }) => {
    await signIn(page)
    await shown(page)
    await page.reload()
    await shown(page)
    await menu(page).click()
    await page.getByRole('menuitem', { name: 'Sign out' }).click()
    await page.getByRole('button', { name: 'Yes, sign me out' }).click()
    await page.waitForURL(`${service.url}/signed-out`)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByPlaceholder('Enter any login').waitFor()
  }))
