import { beforeAll, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { classId } from '../../src/domain/core/ids.ts'
import { formats as builtInFormats } from '../../src/domain/formats/index.ts'
import { createFormats } from '../../src/domain/formats/formats.ts'
import { defineOption, optionOf } from '../../src/domain/model/projects/settings/define-option.ts'
import { identity } from '../../src/domain/model/projects/settings/define-setting.ts'
import { tasks as builtInTasks } from '../../src/domain/tasks/index.ts'
import { defineTask } from '../../src/domain/tasks/task.ts'
import { createTasks } from '../../src/domain/tasks/tasks.ts'
import { describeFormat, type FormatSamples } from '../contracts/format-contract.ts'
import { describeTask } from '../contracts/task-contract.ts'
import { createHttpApp } from '../support/http-app.ts'
import { createLongWorkWorld, image, type LongWorkWorld } from '../support/long-work-world.ts'
import { notes, zippedNotes } from '../support/note-formats.ts'
import { runWorkflow } from '../support/run-workflow.ts'
import { createServiceRoutes } from '../support/service-routes.ts'
import { unzip } from '../support/unzip.ts'

// A task type and formats that the service does not know: they are defined for this test, registered, and used over HTTP.

const countLabel = z.object({
  kind: z.literal('Counts'),
  counts: z.array(z.object({ class: classId, count: z.number().int().min(1).max(99) })),
})
type CountLabel = z.output<typeof countLabel>

const mostOfAKind = defineOption('mostOfAKind', {
  schema: z.number().int().min(1).max(99).optional().meta({ description: 'Counting: the highest count' }),
  stored: z.number().default(99),
  store: identity,
  shown: z.number(),
  show: identity,
  clear: 'ToDefault',
  audit: 'Values',
})

const textOf = ({ counts }: CountLabel): string =>
  JSON.stringify(counts.toSorted((one, other) => (one.class < other.class ? -1 : 1)))

/** How many of each class are in the picture. */
const counting = defineTask({
  name: 'Counting',
  about: 'how many of each class',
  media: ['Image'],
  options: { mostOfAKind },
  refusals: ['UnknownClass', 'WrongLabelCount'],
  region: 'Class',
  regions: 'Many',
  label: countLabel,
  wire: z.strictObject({
    counts: z
      .array(z.strictObject({ class: z.string().max(2048), count: z.number().int().min(1).max(99) }))
      .max(9),
  }),
  noLabel: { counts: [] },
  fromWire: ({ counts }, findClass) => {
    const unknownClass = counts.find((one) => findClass(one.class) === undefined)?.class
    if (unknownClass !== undefined) return { unknownClass }
    const known = counts.flatMap(({ class: path, count }) => {
      const id = findClass(path)
      return id ? [{ class: id, count }] : []
    })
    return { label: { kind: 'Counts' as const, counts: known } }
  },
  toWire: ({ counts }, names) => ({
    counts: counts.map(({ class: id, count }) => ({ class: names.get(id) ?? id, count })),
  }),
  judge: ({ counts }, { options }) =>
    counts.some(({ count }) => count > optionOf({ options }, mostOfAKind))
      ? { code: 'WrongLabelCount', message: `Count to ${optionOf({ options }, mostOfAKind)} at most` }
      : undefined,
  weigh: ({ counts }) => ({ bytes: 40 + counts.length * 40, counters: counts.length }),
  heaviest: (classes) => ({ bytes: 400, counters: Math.min(9, classes) }),
  regionsOf: ({ counts }) =>
    counts.flatMap(({ class: id, count }) =>
      Array.from({ length: count }, () => ({ kind: 'Class' as const, class: id })),
    ),
  fromRegions: (regions) => {
    const byClass = Map.groupBy(regions, (region) => region.class)
    return {
      kind: 'Counts' as const,
      counts: [...byClass].map(([id, all]) => ({ class: id, count: all.length })),
    }
  },
  agree: (one, other) => (textOf(one) === textOf(other) ? 1 : 0),
  merge: ([first, ...others]) =>
    first && others.every((other) => textOf(other) === textOf(first)) ? first : undefined,
})

const tasks = createTasks(counting, ...builtInTasks.all)
const formats = createFormats(notes, zippedNotes, ...builtInFormats.all)

describeTask(counting, {
  taken: [
    { counts: [] },
    { counts: [{ class: 'Cat', count: 2 }] },
    {
      counts: [
        { class: 'Dog', count: 1 },
        { class: 'Cat', count: 3 },
      ],
    },
  ],
  refused: [
    [{ counts: [{ class: 'Bird', count: 1 }] }, 'UnknownClass'],
    [{ counts: [{ class: 'Cat', count: 0 }] }, 'InvalidRequest'],
    [{ labels: ['Cat'] }, 'InvalidRequest'],
  ],
})

const noteSamples: FormatSamples = {
  read: (text) => {
    const [item = '', ...classes] = text.split('\n').slice(0, -1)
    return [{ item, classes }]
  },
  unlabeled: 'LeftOut',
  unsupported: [
    [
      'Skipped',
      {
        regions: undefined,
        state: 'skipped',
        decided: { type: 'Skip', source: 'Reviewer', by: 'lead', at: 1 },
      },
    ],
  ],
}
describeFormat(notes, noteSamples)
describeFormat(zippedNotes, noteSamples)

describe('a task type and formats of a test', () => {
  let app: ReturnType<typeof createHttpApp>
  let world: LongWorkWorld
  const lead = async (method: string, path: string, body?: unknown, headers = {}) =>
    app.send(method, path, { as: 'lead:Admin', headers, ...(body === undefined ? {} : { body }) })
  const finishWork = async (): Promise<void> => {
    for (const work of app.started.splice(0))
      await runWorkflow(work, { deps: () => ({ ...world.deps, tasks, formats }) })
  }
  const runExport = async (body: object) => {
    const started = await lead('POST', '/projects/zoo/exports', body)
    expect([started.status, started.text]).toEqual([202, expect.any(String)])
    await finishWork()
    const { json } = await lead('GET', `/projects/zoo/exports/${String(started.json['id'])}`)
    expect(json['status']).toBe('Succeeded')
    return json as unknown as { id: string; snapshotPath: string; files: { name: string; path: string }[] }
  }
  const classesIn = (note: string): string => note.trim().split('\n').slice(1).join()
  const contentOf = (snapshotPath: string, path: string): Buffer =>
    Buffer.from(world.files.committed.get(`${snapshotPath}/${path}`) ?? 'missing')

  beforeAll(async () => {
    world = await createLongWorkWorld()
    const { store, container, deps } = world
    for (let index = 0; index < 7; index += 1) container.write(`${index}.png`, image(), 1000)
    const parts = { ...deps, tasks, formats, blobs: container.sources }
    app = createHttpApp(createServiceRoutes(parts), { store, now: deps.now })
    await lead('PUT', '/datasets/zoo', { mediaType: 'Image', datastore: 'store', path: '**' })
    const created = await lead('PUT', '/projects/zoo', {
      mediaType: 'Image',
      taskType: 'Counting',
      dataset: 'zoo',
      labelClasses: [{ name: 'Cat' }, { name: 'Dog' }],
      mostOfAKind: 5,
    })
    expect([created.status, created.json['mostOfAKind'], created.json['allowNoClass']]).toEqual([
      201,
      5,
      false,
    ])
    await finishWork()
  })

  test('are in the contract and in the lists of formats', async () => {
    const all = await lead('GET', '/formats')
    const names = (json: unknown) => (json as { value: { name: string }[] }).value.map(({ name }) => name)
    expect(names(all.json)).toEqual(['Notes', 'ZippedNotes', ...builtInFormats.names])
    expect(names((await lead('GET', '/projects/zoo/formats')).json)).toContain('Notes')
    const { text } = await lead('GET', '/openapi.json')
    for (const word of ['Counting: how many of each class', 'mostOfAKind', '"counts"', '"ZippedNotes"'])
      expect(text).toContain(word)
  })

  test('go from page to review: judged, counted, shown, relabeled', async () => {
    const page = (await lead('POST', '/projects/zoo/pages', { size: 4 })).json as unknown as {
      id: string
      items: { id: string }[]
    }
    const [first, second, third, fourth] = page.items.map(({ id }) => id)
    const submit = (counts: readonly object[]) =>
      lead('POST', `/projects/zoo/pages/${page.id}/submit`, {
        answers: [
          { item: first, counts },
          { item: second, counts: [] },
          { item: third, counts: [{ class: 'Dog', count: 1 }] },
          { item: fourth, skip: true, reason: 'dark' },
        ],
      })
    const codes = ({ json }: { json: unknown }) =>
      (json as { results: { error?: { code: string } }[] }).results.map(({ error }) => error?.code)
    const tooMany = await submit([{ class: 'Cat', count: 6 }])
    expect(codes(tooMany)).toEqual(['WrongLabelCount', undefined, undefined, undefined])
    const wrongTask = await lead('POST', `/projects/zoo/pages/${page.id}/submit`, {
      answers: page.items.map(({ id }) => ({ item: id, labels: ['Cat'] })),
    })
    expect(codes(wrongTask)).toEqual(page.items.map(() => 'InvalidRequest'))
    expect(
      (
        await submit([
          { class: 'Cat', count: 2 },
          { class: 'Dog', count: 1 },
        ])
      ).status,
    ).toBe(200)

    const item = await lead('GET', `/projects/zoo/items/${first}`)
    expect(item.json).toMatchObject({
      state: 'labeled',
      labels: ['Cat', 'Dog'],
      counts: [
        { class: 'Cat', count: 2 },
        { class: 'Dog', count: 1 },
      ],
    })
    const relabel = { counts: [{ class: 'Dog', count: 3 }] }
    const etag = String(item.headers['etag'])
    const relabeled = await lead('PUT', `/projects/zoo/items/${first}/label`, relabel, { 'if-match': etag })
    expect(relabeled.json).toMatchObject({ ...relabel, history: [{ counts: [{ count: 2 }, { count: 1 }] }] })
    expect((await lead('POST', '/projects/zoo/approve-items', { items: [first, second] })).status).toBe(200)
    expect((await lead('GET', '/projects/zoo/progress')).json).toMatchObject({
      approved: 2,
      labeled: 1,
      skipped: 1,
      byClass: [
        { class: 'Cat', count: 0 },
        { class: 'Dog', count: 2 },
      ],
    })
  })

  test('go into a file for each item, with a list of them', async () => {
    const { snapshotPath, files: listed } = await runExport({ format: 'Notes', include: 'All' })
    expect(listed.map(({ name }) => name)).toEqual([
      'files.jsonl',
      'all-classes.txt',
      'README.md',
      'unsaid.jsonl',
      'manifest.json',
    ])
    const lines = contentOf(snapshotPath, '__about/files.jsonl').toString().trim().split('\n')
    const contents = lines
      .map((line) => JSON.parse(line) as { path: string; size: number })
      .map(({ path, size }) => {
        const content = contentOf(snapshotPath, path)
        expect(content.byteLength).toBe(size)
        return classesIn(content.toString())
      })
    expect(contents.toSorted()).toEqual(['', 'c1', 'c1,c1,c1'])
    expect(contentOf(snapshotPath, 'all/classes.txt').toString()).toBe('c1')
    expect(JSON.parse(contentOf(snapshotPath, '__about/manifest.json').toString())).toMatchObject({
      counts: { rows: 7, itemFiles: 3, unsaid: { Skipped: 1 } },
    })
  })

  test('go into an archive for each split, and leave nothing else', async () => {
    const split = { train: 0.5, validation: 0.5, seed: 3 }
    const { snapshotPath, files: listed } = await runExport({ format: 'ZippedNotes', split })
    expect(listed.map(({ name }) => name)).toEqual([
      'notes-train.zip',
      'notes-validation.zip',
      'README.md',
      'manifest.json',
    ])
    const found = new Map<string, string>()
    for (const { path } of listed.slice(0, 2))
      for (const [name, text] of await unzip(contentOf(snapshotPath, path))) found.set(name, text)
    const companions = [...found.keys()].filter((path) => path.endsWith('/classes.txt'))
    expect(companions.map((path) => found.get(path))).toEqual(['c1', 'c1'])
    for (const path of companions) found.delete(path)
    expect([...found.values()].map(classesIn).toSorted()).toEqual(['', 'c1', 'c1,c1,c1'])
    expect([...world.files.committed.keys()].filter((path) => path.includes('_parts'))).toEqual([])
  })

  test('go into the formats of the service, too', async () => {
    const { snapshotPath } = await runExport({ format: 'Coco' })
    const coco = JSON.parse(contentOf(snapshotPath, 'annotations/labels_default.json').toString()) as {
      annotations: unknown[]
    }
    expect(coco.annotations).toHaveLength(2)
  })
})
