import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { startBrowser } from '../../tools/browser.ts'
import {
  measureLabelScreen,
  mostLabelScreenBytes,
  readScripts,
} from '../../tools/web/measure-label-screen.ts'
import { classSearch } from './measures/class-search.ts'
import { firstLoads, fourG } from './measures/first-load.ts'
import { heldPictures } from './measures/held-pictures.ts'
import { keyTimes } from './measures/key-times.ts'
import { nextPageAhead, nextPageFromAfar } from './measures/next-page.ts'
import { reviewScroll } from './measures/review-scroll.ts'
import { labeler, labelerName, openWorld, projects, reviewer } from './open-world.ts'
import type { Options } from './options.ts'
import { table, toRow, type Measured, type Row } from './report/rows.ts'
import { openTab, type Tab } from './tab.ts'
import type { Browser } from 'playwright-core'

const began = performance.now()
const say = (line: string): void =>
  console.log(`${((performance.now() - began) / 1000).toFixed(1).padStart(7)} s  ${line}`)

const scriptSize = (): Measured => {
  const { manifest, read } = readScripts(resolve(import.meta.dirname, '../../dist/web'))
  return {
    name: 'script of the label screen, gzip',
    unit: 'kB',
    values: ['en', 'fr'].map((locale) => measureLabelScreen(manifest, locale, read).bytes / 1000),
  }
}

const measureAll = async (browser: Browser, url: string, options: Options): Promise<readonly Row[]> => {
  const { rounds, slower } = options
  const rows: Row[] = []
  const note = (measured: Measured, budget: number): void => {
    const row = toRow(measured, budget)
    rows.push(row)
    say(`${row.name}: ${row.median.toFixed(1)} ${row.unit}`)
  }
  const open = (path: string, person: string, layout: number): Promise<Tab> =>
    openTab(browser, { url, person, path, layout, slower })
  const label = (project: string): string => `/p/${project}/label`
  const within = async (tab: Promise<Tab>, work: (tab: Tab) => Promise<void>): Promise<void> => {
    const opened = await tab
    await work(opened)
    await opened.close()
  }

  await within(open(label(projects.label), labeler, 25), async (tab) => {
    const [painted, durable] = await keyTimes(tab, rounds)
    if (painted) note(painted, 50)
    if (durable) note(durable, 100)
  })
  await within(open(label(projects.label), labeler, 9), async (tab) => {
    note(await nextPageAhead(tab, rounds), 100)
    note(await nextPageFromAfar(tab, rounds), 600)
  })
  await within(open(label(projects.many), labeler, 9), async (tab) =>
    note(await classSearch(tab, rounds), 50),
  )
  await within(open(`/p/${projects.review}/review`, reviewer, 9), async (tab) =>
    note(await reviewScroll(tab, rounds), 50),
  )
  const first = { url, path: label(projects.label), person: labeler, name: labelerName }
  const loads = await firstLoads(
    first,
    (visit) => openTab(browser, { url, path: first.path, layout: 9, slower, network: fourG, ...visit }),
    rounds,
  )
  for (const load of loads) note(load, 2_500)
  await within(open(label(projects.large), labeler, 1), async (tab) => note(await heldPictures(tab, 5), 400))
  note(scriptSize(), mostLabelScreenBytes / 1000)
  return rows
}

/** @returns True: a missed budget is reported, and is not a failure of the run */
export const run = async (options: Options): Promise<boolean> => {
  const world = await openWorld(say)
  try {
    const browser = await startBrowser()
    try {
      const rows = await measureAll(browser, world.url, options)
      console.log(`\n${table(rows)}`)
      const machine = { cores: availableParallelism(), browser: browser.version(), slower: options.slower }
      if (options.json !== undefined)
        await writeFile(options.json, `${JSON.stringify({ machine, rows }, undefined, 2)}\n`)
    } finally {
      await browser.close()
    }
  } finally {
    await world.end()
  }
  return true
}
