import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from '@jest/globals'
import { listItems } from '../../../../src/domain/items/list-items.ts'
import { resumeOperations } from '../../../../src/domain/operations/resume-operations.ts'
import { getProgress } from '../../../../src/domain/projects/get-progress.ts'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { startExport } from '../../../../src/domain/exports/start-export.ts'
import { admin } from '../../../support/long-work-world.ts'
import { classNames, createCostWorld } from '../../../support/cost-world.ts'
import { lead, readItems } from '../../../support/labeling-world.ts'

const files = 1_400
const reviewed = 50
/** What the adapter and the service add to a document: partition, marker, `_rid`, `_self`, `_etag`, `_attachments`, `_ts`. */
const envelope = 200
const document = join(__dirname, '../../../../docs/operations.md')
const section = /(?<=<!-- costs -->\n)[^]*?(?=<!-- end of costs -->)/

/** What it may cost, in request units. */
const budgets = { label: 15, importedItem: 8, exportedItem: 1.5 }

type Row = readonly [what: string, units: number]

/** Every row of the table in docs/operations.md, in order. */
const measure = async (): Promise<{
  readonly rows: readonly Row[]
  readonly complaints: readonly string[]
}> => {
  const world = await createCostWorld(files)
  const { cost, deps, project, service, workflows } = world
  const imported = await cost(async () => {
    await world.startImport()
    await world.runStarted()
  })
  await world.fillItems()
  const two = classNames.slice(0, 2)
  const [nine, twenty, twentyFive] = [
    await world.label(9, two),
    await world.label(20, two),
    await world.label(25, two),
  ]
  const manyClasses = await world.label(20, classNames)
  const labeled = (await readItems(world.store, project)).filter(({ state }) => state === 'labeled')
  const bytes = labeled.map((item) => JSON.stringify(item).length + envelope)
  expect(Math.min(...bytes)).toBeGreaterThan(1000)

  const filter = { state: 'labeled' as const }
  let listed: Awaited<ReturnType<ReturnType<typeof listItems>>> | undefined
  const list = await cost(async () => {
    listed = await listItems(deps)(lead, { project: project.id, filter, pageSize: reviewed })
  })
  const ids = listed?.items.map(({ document: { id } }) => id) ?? []
  expect(ids).toHaveLength(reviewed)
  const approve = await cost(() => service.approveItems(lead, { project: project.id, items: ids }))
  const reject = await cost(() => service.rejectItems(lead, { project: project.id, items: ids }))
  const progress = await cost(() => getProgress(deps)(lead, project.id))
  const exported = await cost(async () => {
    await startExport(deps)(admin, workflows, project.id, { format: 'Coco', include: 'All' })
    await world.runStarted()
  })
  const refreshOnce = async (): Promise<void> => {
    world.advance(3_600_000)
    await refreshProject(deps)(admin, workflows, project.id, { full: false })
    await world.runStarted()
  }
  // The first one reads again what was uploaded shortly before the import.
  await refreshOnce()
  const refresh = await cost(refreshOnce)
  const hour = await cost(async () => {
    for (let minute = 0; minute < 60; minute += 1) {
      world.advance(60_000)
      await resumeOperations({ ...deps, resumeAfter: 30_000, stuckAfter: 3_600_000 }, workflows)
    }
  })
  return {
    complaints: world.gateway.complaints,
    rows: [
      ['an item imported, its header read', imported / files],
      ['a page of 20 handed out', twenty.page],
      ['a page of 20 submitted', twenty.submit],
      ['a page of 20 deleted at its expiry', twenty.expiry],
      ['a label on pages of 20', twenty.label],
      ['a label on pages of 20, with ten classes on each', manyClasses.label],
      ['a label on pages of 9', nine.label],
      ['a label on pages of 25', twentyFive.label],
      ['the first answer of a day in a segment, besides', twenty.newDay],
      ['50 items listed for review', list],
      ['50 items approved', approve],
      ['50 items rejected', reject],
      ['an item exported', exported / files],
      ['the progress of a segment', progress],
      ['a refresh of a segment with nothing to read', refresh],
      ['an idle hour of the service', hour],
    ],
  }
}

const toTable = (rows: readonly Row[]): string =>
  [
    '| what | RU |',
    '| --- | ---: |',
    ...rows.map(([what, units]) => `| ${what} | ${units.toFixed(1)} |`),
  ].join('\n')

const withoutPadding = (table: string): string => table.trim().replaceAll(/ +/g, ' ').replaceAll(/-+/g, '---')

describe('request units by the documented prices', () => {
  let rows: readonly Row[] = []
  const unitsOf = (what: string): number => rows.find(([name]) => name === what)?.[1] ?? Infinity

  beforeAll(async () => {
    const measured = await measure()
    expect(measured.complaints).toEqual([])
    rows = measured.rows
    if (process.env['DERIVE_COSTS'] === undefined) return
    const text = await readFile(document, 'utf8')
    await writeFile(document, text.replace(section, `\n${toTable(rows)}\n\n`))
  })

  test('stay within the budgets', () => {
    expect(unitsOf('a label on pages of 20')).toBeLessThanOrEqual(budgets.label)
    expect(unitsOf('an item imported, its header read')).toBeLessThanOrEqual(budgets.importedItem)
    expect(unitsOf('an item exported')).toBeLessThanOrEqual(budgets.exportedItem)
  })

  test('are the table in docs/operations.md; npm run derive writes it', async () => {
    const [written = ''] = section.exec(await readFile(document, 'utf8')) ?? []
    expect(withoutPadding(written)).toBe(withoutPadding(toTable(rows)))
  })
})
