import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { notesInPage } from './in-page.ts'

export interface Network {
  /** Of a request, in milliseconds. */
  readonly latency: number
  /** Bits a second. */
  readonly down: number
  readonly up: number
}

export interface Tab {
  readonly page: Page
  readonly context: BrowserContext
  readonly session: CDPSession
  readonly network: (network: Network | undefined) => Promise<void>
  /** The value of an expression in the page. */
  readonly ask: <Value>(expression: string) => Promise<Value>
  readonly press: (key: string) => Promise<void>
  readonly close: () => Promise<void>
}

interface TabOptions {
  readonly url: string
  /** Whom the address names, if it names anybody. */
  readonly person?: string
  readonly path: string
  /** Tiles of a page. */
  readonly layout: number
  /** Times slower than this machine. */
  readonly slower: number
  readonly network?: Network
  /** What the browser does before, on a quick network. */
  readonly before?: (context: BrowserContext) => Promise<void>
}

/** A browser without anything of a former visit but `before`. */
export const openTab = async (
  browser: Browser,
  { url, person, path, layout, slower, network: first, before }: TabOptions,
): Promise<Tab> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })
  const preferences = JSON.stringify(JSON.stringify({ layout }))
  await context.addInitScript(`localStorage.setItem('etiquette.preferences', ${preferences})`)
  await context.addInitScript(notesInPage)
  const page = await context.newPage()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
  const network: Tab['network'] = async (given) => {
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: given?.latency ?? 0,
      downloadThroughput: given ? given.down / 8 : -1,
      uploadThroughput: given ? given.up / 8 : -1,
    })
  }
  await session.send('Network.enable')
  if (first) await network(first)
  await before?.(context)
  const query = person === undefined ? '' : `?person=${person}`
  await page.goto(`${url}${path}${query}`, { waitUntil: 'commit' })
  return {
    page,
    context,
    session,
    network,
    ask: (expression) => page.evaluate(expression),
    press: (key) => page.keyboard.press(key),
    close: () => context.close(),
  }
}

export const tile = '.tile[data-item]'
