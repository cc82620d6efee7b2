import type { BrowserContext } from 'playwright-core'
import type { Measured } from '../report/rows.ts'
import { tile, type Network, type Tab } from '../tab.ts'

/** What the developer tools of Chromium call fast 4G. */
export const fourG: Network = { latency: 165, down: 8.1e6, up: 1.35e6 }

/** How a person comes in. */
export interface Visit {
  /** Whom the address names; undefined if the issuer or the person says it. */
  readonly person?: string
  /** What the browser did before, on a quick network. */
  readonly before?: (context: BrowserContext) => Promise<void>
}

type Open = (visit: Visit) => Promise<Tab>

interface Load {
  readonly name: string
  readonly visit: Visit
  /** What the person presses on the way, each as soon as it is shown: the time to read is theirs. */
  readonly choose?: (tab: Tab) => Promise<void>
}

const shown = `${tile}[data-focused-tile] img`

const measure = async ({ name, visit, choose }: Load, open: Open, rounds: number): Promise<Measured> => {
  const values: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const { before } = visit
    let began = 0
    const tab = await open({
      ...visit,
      before: async (context) => {
        await before?.(context)
        began = performance.now()
      },
    })
    await choose?.(tab)
    await tab.page.locator(shown).waitFor()
    values.push(performance.now() - began)
    await tab.close()
  }
  return { name, unit: 'ms', values }
}

/** The issuer of this machine remembers the person, and the browser has nothing of the app. */
const knowPerson =
  (url: string, person: string) =>
  async (context: BrowserContext): Promise<void> => {
    const page = await context.newPage()
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'local',
      code_challenge_method: 'S256',
      code_challenge: 'a'.repeat(43),
      redirect_uri: `${url}/icon.svg`,
      person,
    })
    await page.goto(`${url}/local/authorize?${query.toString()}`)
    await page.close()
  }

/** The browser has the app from a former visit, and the tab of that visit is closed. */
const visitBefore =
  (url: string, path: string, person: string) =>
  async (context: BrowserContext): Promise<void> => {
    const page = await context.newPage()
    await page.goto(`${url}${path}?person=${person}`)
    await page.locator(shown).waitFor()
    await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
    await page.close()
  }

/** On the app's own page, and then on "Who are you?". */
const chooseOnPage =
  (name: string) =>
  async ({ page }: Tab): Promise<void> => {
    await page.getByRole('button', { name: 'Sign in', exact: true }).click()
    await page.getByRole('link', { name }).click({ noWaitAfter: true })
  }

/** From the address to a page that takes the first key, in each way to come in. */
export const firstLoads = async (
  { url, path, person, name }: Readonly<Record<'url' | 'path' | 'person' | 'name', string>>,
  open: Open,
  rounds: number,
): Promise<readonly Measured[]> => {
  const loads: readonly Load[] = [
    { name: 'first load on 4G → label screen takes keys', visit: { person } },
    { name: 'the same, the issuer knows the person', visit: { before: knowPerson(url, person) } },
    { name: 'the same, the person chooses who they are', visit: {}, choose: chooseOnPage(name) },
    { name: 'a second visit on 4G', visit: { before: visitBefore(url, path, person) } },
  ]
  const measured: Measured[] = []
  for (const load of loads) measured.push(await measure(load, open, rounds))
  return measured
}
