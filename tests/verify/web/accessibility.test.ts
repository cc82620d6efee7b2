import { afterAll, beforeAll, expect, test } from '@jest/globals'
import axe from 'axe-core'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { enterAs, openTab, type AppTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import { openCase } from '../../support/web/open-case.ts'
import { eachOverlay } from '../../support/web/overlays.ts'
import { readScreenNames, screenCases, shownPath, unexpected } from '../../support/web/screen-cases.ts'

let world: AppWorld

beforeAll(async () => {
  world = await openAppWorld()
})

afterAll(async () => {
  await world?.close()
})

const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
const looks = ['en', 'fr'].flatMap((locale) =>
  ['dark', 'light'].flatMap((theme) => [320, 1280].map((width) => ({ locale, theme, width }))),
)

const violations = z.array(
  z.object({
    id: z.string(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
)

/** Ids of React Aria differ from run to run. */
const withoutIds = (text: string): string => text.replaceAll(/react-aria[\w-]*/g, 'id')

/** @param isBehind A dialog or a list is open, and what is hidden from assistive technology behind it is not looked at */
const violationsOf = async (page: Page, isBehind = false): Promise<readonly string[]> => {
  if (!(await page.evaluate<boolean>('"axe" in globalThis'))) await page.evaluate(axe.source)
  const options = JSON.stringify({ resultTypes: ['violations'], runOnly: rules })
  const context = isBehind ? '{ exclude: [["[aria-hidden=true]"]] }' : 'document'
  const run = `axe.run(${context}, ${options}).then(({ violations }) => violations)`
  return violations
    .parse(await page.evaluate(run))
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary = '' }) =>
        withoutIds(`${id}: ${help}: ${html.slice(0, 200)}: ${failureSummary}`),
      ),
    )
}

/** What lies over the screen finds its new place in the frame after next. */
const nextFrames =
  'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => requestAnimationFrame(done))))'

/** Text or a control that lies beyond the side of the window (WCAG 1.4.10), but for what scrolls by itself. */
const overflowOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(nextFrames)
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  return wide > 0 ? [`The screen is ${wide} px too wide`] : []
}

/** Looks at what is shown in both languages, both themes and two widths. Each fault with the looks that have it. */
const lookAround = async (tab: AppTab, name: string, isBehind = false): Promise<readonly string[]> => {
  const found = new Map<string, string[]>()
  for (const { locale, theme, width } of looks) {
    await tab.prefer({ locale, theme })
    await tab.page.locator(`html[lang=${locale}][data-theme=${theme}]`).waitFor()
    await tab.page.setViewportSize({ width, height: 800 })
    // A bar at the lower edge covers what is scrolled under it, but nothing at the end.
    await tab.page.evaluate('scrollTo(0, document.documentElement.scrollHeight)')
    for (const fault of [...(await violationsOf(tab.page, isBehind)), ...(await overflowOf(tab.page))])
      found.set(fault, [...(found.get(fault) ?? []), `${locale} ${theme} ${width}`])
  }
  return [...found].map(([fault, where]) => `${name}: ${fault} (${where.join(', ')})`)
}

test('each screen of the app has a case', async () => {
  expect(new Set(screenCases.map(({ screen }) => screen))).toEqual(new Set(await readScreenNames()))
})

test('the check finds a text that is too pale, a picture without words, and a screen that is too wide', async () => {
  const page = await world.browser.newPage({ viewport: { width: 320, height: 500 } })
  await page.setContent(
    '<html lang="en"><title>zq</title><main><p style="color:#999">zq</p><img src="data:,"><div style="width:400px">zq</div></main>',
  )
  expect([...(await violationsOf(page)), ...(await overflowOf(page))]).toEqual([
    expect.stringMatching(/^color-contrast: /),
    expect.stringMatching(/^image-alt: /),
    expect.stringMatching(/ px too wide$/),
  ])
  await page.close()
})

test.each(screenCases.map((one) => ({ ...one, shown: shownPath(one) })))(
  '$screen as $person at $shown breaks no rule of WCAG 2.2 AA, nor the content security policy',
  async ({ keys = [], isDialog = false, ...one }) => {
    const tab = await openTab(world.browser, world.url, { hosts: world.hosts })
    const found: string[] = []
    try {
      await enterAs(tab, world.url, one.person)
      await openCase(tab.page, world, one)
      found.push(...(await lookAround(tab, isDialog ? 'dialog' : 'screen', isDialog)))
      if (!isDialog)
        await eachOverlay(tab.page, keys, async (name) => {
          found.push(...(await lookAround(tab, name, true)))
        })
      found.push(...unexpected(one, tab.faults))
    } catch (error) {
      throw new Error(`${String(error)} ${tab.faults.join('\n')}`, { cause: error })
    } finally {
      await tab.close()
    }
    expect(found).toEqual([])
  },
)
