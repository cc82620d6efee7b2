import type { Browser, BrowserContextOptions, Page, Request } from 'playwright-core'
import { people, type PersonId } from './people.ts'

/** A tab of the app. */
export interface AppTab {
  readonly page: Page
  /** What the browser reported as wrong, each breach of the content security policy, and each request to a foreign host. */
  readonly faults: readonly string[]
  /** Stores the person's choices, as another tab does: the screen follows without a load. */
  prefer(preferences: object): Promise<void>
  close(): Promise<void>
}

interface AppTabOptions extends BrowserContextOptions {
  /** Origins beside the service's own that the app may ask: storage and the issuer. */
  readonly hosts?: readonly string[]
}

const storedAs = 'etiquette.preferences'
const policyMark = 'content security policy: '

/** In a language that machines without one do not have, and without motion, so that no colour is measured half-way. */
export const openTab = async (
  browser: Browser,
  url: string,
  { hosts = [], ...options }: AppTabOptions = {},
): Promise<AppTab> => {
  const context = await browser.newContext({ reducedMotion: 'reduce', locale: 'en-GB', ...options })
  const faults: string[] = []
  const { origin } = new URL(url)
  /** A worker has no frame, and is the app's. Pages of an issuer may ask whom they like. */
  const isOfApp = (request: Request): boolean =>
    request.serviceWorker() !== null ||
    request.isNavigationRequest() ||
    request.frame().url().startsWith(origin)
  const known = new Set([origin, ...hosts.map((host) => new URL(host).origin)])
  await context.addInitScript(
    `document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(${JSON.stringify(policyMark)} + violatedDirective + ' ' + blockedURI))`,
  )
  context.on('console', (message) => {
    if (message.type() === 'error') faults.push(`${message.text()} (${message.location().url})`)
  })
  context.on('weberror', (error) => faults.push(error.error().message))
  context.on('request', (request) => {
    const asked = new URL(request.url())
    if (!isOfApp(request) || !/^https?:$/.test(asked.protocol) || known.has(asked.origin)) return
    faults.push(`A request to ${asked.href}`)
  })
  const page = await context.newPage()
  return {
    page,
    faults,
    prefer: async (preferences) => {
      const other = await context.newPage()
      await other.goto(`${url}/icon.svg`)
      await other.evaluate(
        `localStorage.setItem(${JSON.stringify(storedAs)}, ${JSON.stringify(JSON.stringify(preferences))})`,
      )
      await other.close()
    },
    close: () => context.close(),
  }
}

/** Comes in by the address that `npm start` prints, without a question. */
export const enterAs = async ({ page }: AppTab, url: string, person: PersonId): Promise<void> => {
  await page.goto(`${url}/?person=${people[person].id}`)
  await page.getByRole('heading', { level: 1 }).waitFor()
}

/** Waits until nothing is loaded any more: a screen shows its own progress. */
export const untilShown = async (page: Page): Promise<void> => {
  await page.getByRole('heading', { level: 1 }).first().waitFor()
  await page.locator('.pending').first().waitFor({ state: 'detached' })
  await page.waitForLoadState('networkidle')
}
