import { AxeBuilder } from '@axe-core/playwright'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { enterAs, openTab, untilShown, type AppTab } from '../../support/web/app-tab.ts'
import { openAppWorld, type AppWorld } from '../../support/web/app-world.ts'
import { eachOverlay } from '../../support/web/overlays.ts'
import { readScreenNames, screenCases } from '../../support/web/screen-cases.ts'

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

const violationsOf = async (page: Page): Promise<readonly string[]> => {
  const { violations } = await new AxeBuilder({ page }).withTags(rules).analyze()
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)}: ${failureSummary ?? ''}`),
  )
}

/** Text or a control that lies beyond the side of the window (WCAG 1.4.10), but for what scrolls by itself. */
const overflowOf = async (page: Page): Promise<readonly string[]> => {
  const wide = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth')
  return wide > 0 ? [`The screen is ${wide} px too wide`] : []
}

/** Looks at what is shown in both languages, both themes and two widths. Each fault with the looks that have it. */
const lookAround = async (tab: AppTab, name: string): Promise<readonly string[]> => {
  const found = new Map<string, string[]>()
  for (const { locale, theme, width } of looks) {
    await tab.prefer({ locale, theme })
    await tab.page.locator(`html[lang=${locale}][data-theme=${theme}]`).waitFor()
    await tab.page.setViewportSize({ width, height: 800 })
    for (const fault of [...(await violationsOf(tab.page)), ...(await overflowOf(tab.page))])
      found.set(fault, [...(found.get(fault) ?? []), `${locale} ${theme} ${width}`])
  }
  return [...found].map(([fault, where]) => `${name}: ${fault} (${where.join(', ')})`)
}

test('each screen of the app has a case', async () => {
  expect(new Set(screenCases.map(({ screen }) => screen))).toEqual(new Set(await readScreenNames()))
})

test.each(
  screenCases.map((one) => ({
    ...one,
    shown: one.path({ project: 'P', dataset: 'D', datastore: 'S', item: 'I', fresh: 'F' }),
  })),
)(
  '$screen as $person at $shown breaks no rule of WCAG 2.2 AA, nor the content security policy',
  async ({ person, path }) => {
    const tab = await openTab(world.browser, world.url, { hosts: world.hosts })
    try {
      await enterAs(tab, world.url, person)
      await tab.page.goto(`${world.url}${path(world.data)}`)
      await untilShown(tab.page)
      const found = [...(await lookAround(tab, 'screen'))]
      await eachOverlay(tab.page, async (name) => {
        found.push(...(await lookAround(tab, name)))
      })
      expect(found).toEqual([])
      expect(tab.faults).toEqual([])
    } finally {
      await tab.close()
    }
  },
)
