import { beforeEach, describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { projects } from '../../../../src/domain/model/projects/project.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { formats } from '../../../../src/domain/formats/index.ts'
import { dumpStore } from '../../../support/dump-store.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createLongWorkWorld, image, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { runWorkflow } from '../../../support/run-workflow.ts'
import { createServiceRoutes } from '../../../support/service-routes.ts'

const composed = 'caf\u00e9'
const decomposed = 'cafe\u0301'

interface Node {
  readonly id?: string | undefined
  readonly name: string
  readonly classes?: readonly Node[] | undefined
}
const node: z.ZodType<Node> = z.object({
  id: z.string(),
  name: z.string(),
  get classes() {
    return z.array(node).optional()
  },
})
const tree = z.array(node)
const page = z.object({ id: z.string(), items: z.array(z.object({ id: z.string() })), labelClasses: tree })
const progress = z.object({ byClass: z.array(z.object({ class: z.string(), count: z.number() })) })
const itemList = z.object({ value: z.array(z.object({ id: z.string(), labels: z.array(z.string()) })) })
const cocoFile = z.object({ categories: z.array(z.object({ id: z.number(), name: z.string() })) })

let app: ReturnType<typeof createHttpApp>
let world: LongWorkWorld
const lead = (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) =>
  app.send(method, path, { as: 'lead:Admin', headers, ...(body === undefined ? {} : { body }) })
const finishWork = async (): Promise<void> => {
  for (const work of app.started.splice(0)) await runWorkflow(work, { deps: () => world.deps })
}
const settings = { mediaType: 'Image', taskType: 'MultiClass', dataset: 'zoo' }
const etagOf = async () => String((await lead('GET', '/projects/zoo')).headers['etag'])
const patch = async (labelClasses: readonly Node[]) =>
  lead('PATCH', '/projects/zoo', { labelClasses }, { 'if-match': await etagOf() })
const put = async (labelClasses: readonly Node[]) =>
  lead('PUT', '/projects/zoo', { ...settings, labelClasses }, { 'if-match': await etagOf() })
const treeNow = async () => tree.parse((await lead('GET', '/projects/zoo')).json['labelClasses'])
const openPage = async () => page.parse((await lead('POST', '/projects/zoo/pages', { size: 2 })).json)
const byClass = async () => progress.parse((await lead('GET', '/projects/zoo/progress')).json).byClass
const itemsOf = async (name: string) =>
  itemList.parse((await lead('GET', `/projects/zoo/items?class=${encodeURIComponent(name)}`)).json).value
const submit = ({ id, items }: z.output<typeof page>, ...names: readonly string[]) =>
  lead('POST', `/projects/zoo/pages/${id}/submit`, {
    answers: items.map((item, index) => ({ item: item.id, labels: [names[index]] })),
  })
const categories = async () => {
  const started = await lead('POST', '/projects/zoo/exports', { format: 'Coco' })
  await finishWork()
  const { json } = await lead('GET', `/projects/zoo/exports/${String(started.json['id'])}`)
  expect(json['status']).toBe('Succeeded')
  const written = world.files.committed.get(`${String(json['snapshotPath'])}/annotations/labels_default.json`)
  return cocoFile.parse(JSON.parse(Buffer.from(written ?? '').toString())).categories
}

beforeEach(async () => {
  world = await createLongWorkWorld()
  const { store, container, deps } = world
  for (let index = 0; index < 6; index += 1) container.write(`${index}.png`, image(), 1000)
  app = createHttpApp(createServiceRoutes({ ...deps, tasks, formats, blobs: container.sources }), {
    store,
    now: deps.now,
  })
  await lead('PUT', '/datasets/zoo', { mediaType: 'Image', datastore: 'store', path: '**' })
  const labelClasses = [{ name: 'Cat' }, { name: 'Dog', classes: [{ name: 'Pug' }, { name: 'Poodle' }] }]
  expect((await lead('PUT', '/projects/zoo', { ...settings, labelClasses })).status).toBe(201)
  await finishWork()
})

describe('classes in another order', () => {
  const order = [
    {
      id: 'c1',
      name: 'Dog',
      classes: [
        { id: 'c3', name: 'Poodle' },
        { id: 'c2', name: 'Pug' },
      ],
    },
    { id: 'c0', name: 'Cat' },
  ]
  const byPath = [{ name: 'Dog', classes: [{ name: 'Poodle' }, { name: 'Pug' }] }, { name: 'Cat' }]

  test.each([
    ['PATCH with ids', () => patch(order)],
    ['PATCH with paths', () => patch(byPath)],
    ['PUT with ids', () => put(order)],
    ['PUT with paths', () => put(byPath)],
  ])('have it everywhere after a %s, and their ids and numbers stay', async (_, write) => {
    const written = await write()
    expect([written.status, tree.parse(written.json['labelClasses'])]).toEqual([200, order])
    expect(await treeNow()).toEqual(order)
    const opened = await openPage()
    expect(opened.labelClasses).toEqual(order)
    expect((await submit(opened, 'Cat', 'Dog/Pug')).status).toBe(200)
    expect(await byClass()).toEqual([
      { class: 'Dog', count: 0 },
      { class: 'Dog/Poodle', count: 0 },
      { class: 'Dog/Pug', count: 1 },
      { class: 'Cat', count: 1 },
    ])
    expect(await categories()).toEqual([
      { id: 2, name: 'Dog' },
      { id: 4, name: 'Dog/Poodle' },
      { id: 3, name: 'Dog/Pug' },
      { id: 1, name: 'Cat' },
    ])
  })
})

describe('a renamed class', () => {
  test('takes its labels and its number along, and answers with the former name reach it', async () => {
    const before = await openPage()
    expect((await submit(before, 'Cat', 'Dog/Pug')).status).toBe(200)
    const held = await openPage()
    const renamed = await patch([
      { id: 'c1', name: 'Hound', classes: [{ name: 'Pug' }] },
      { id: 'c0', name: 'Kitty' },
    ])
    expect(tree.parse(renamed.json['labelClasses'])).toEqual([
      { id: 'c1', name: 'Hound', classes: [{ id: 'c2', name: 'Pug' }] },
      { id: 'c0', name: 'Kitty' },
    ])
    expect((await submit(held, 'Cat', 'Dog/Pug')).json['results']).toMatchObject([
      { status: 'Accepted' },
      { status: 'Accepted' },
    ])
    const kitties = await itemsOf('Kitty')
    expect(kitties.map(({ labels }) => labels)).toEqual([['Kitty'], ['Kitty']])
    expect(await itemsOf('Cat')).toEqual(kitties)
    expect((await itemsOf('Hound/Pug')).map(({ labels }) => labels)).toEqual([['Hound/Pug'], ['Hound/Pug']])
    expect(await byClass()).toEqual([
      { class: 'Hound', count: 0 },
      { class: 'Hound/Pug', count: 2 },
      { class: 'Kitty', count: 2 },
    ])
    expect(await categories()).toEqual([
      { id: 2, name: 'Hound' },
      { id: 3, name: 'Hound/Pug' },
      { id: 1, name: 'Kitty' },
      // Withdrawn.
      { id: 4, name: 'Hound/Poodle' },
    ])
  })

  test('swaps its name with another: labels go with the ids', async () => {
    expect((await submit(await openPage(), 'Cat', 'Dog')).status).toBe(200)
    const { id } = (await itemsOf('Cat'))[0]!
    await patch([
      { id: 'c0', name: 'Dog' },
      { id: 'c1', name: 'Cat' },
    ])
    expect((await lead('GET', `/projects/zoo/items/${id}`)).json['labels']).toEqual(['Dog'])
    expect((await itemsOf('Dog')).map((one) => one.id)).toEqual([id])
  })

  test.each<readonly [string, readonly Node[], string]>([
    [
      'the name of another class',
      [
        { id: 'c0', name: 'Dog' },
        { id: 'c1', name: 'Dog' },
      ],
      'appears twice',
    ],
    ['the name of a class that is withdrawn', [{ id: 'c0', name: 'Dog' }], 'withdrawn class c1'],
    ['an unknown id', [{ id: 'c7', name: 'Dog' }], "id 'c7'"],
  ])('is refused %s, and nothing changes', async (_, labelClasses, message) => {
    const before = await treeNow()
    for (const write of [patch, put]) {
      const { status, text } = await write(labelClasses)
      expect([status, text]).toEqual([400, expect.stringContaining(message)])
    }
    expect(await treeNow()).toEqual(before)
  })
})

describe('class names that look the same', () => {
  test('are one class in settings, answers, labels of reviewers and lists', async () => {
    const written = await patch([{ name: decomposed }, { name: 'Cat' }])
    expect(tree.parse(written.json['labelClasses'])[0]).toMatchObject({ name: composed })
    expect((await submit(await openPage(), decomposed, composed)).status).toBe(200)
    const found = await itemsOf(decomposed)
    expect(found.map(({ labels }) => labels)).toEqual([[composed], [composed]])
    expect(await itemsOf(composed)).toEqual(found)
    const item = await lead('GET', `/projects/zoo/items/${found[0]!.id}`)
    const label = { labels: [decomposed] }
    const headers = { 'if-match': String(item.headers['etag']) }
    const relabeled = await lead('PUT', `/projects/zoo/items/${found[0]!.id}/label`, label, headers)
    expect([relabeled.status, relabeled.json['labels']]).toEqual([200, [composed]])
    const twice = await patch([{ name: decomposed }, { name: composed }])
    expect([twice.status, twice.text]).toEqual([400, expect.stringContaining('look the same')])
  })

  test('of a project of an earlier version open, match and are written in one form', async () => {
    const stored = (await projects.read(world.store, 'project', 'zoo'))!
    const document = { ...stored.document, classes: [{ ...stored.document.classes[0]!, path: decomposed }] }
    await world.store.batch('workspace', 'project', [{ type: 'replace', document, ifMatch: stored.etag }])
    expect(await treeNow()).toEqual([{ id: 'c0', name: composed }])
    expect((await submit(await openPage(), composed, decomposed)).status).toBe(200)
    expect(await itemsOf(composed)).toHaveLength(2)
    expect(tree.parse((await patch([{ name: decomposed }])).json['labelClasses'])).toEqual([
      { id: 'c0', name: composed },
    ])
  })
})

test('a setting that a PUT leaves out has its default', async () => {
  const headers = { 'if-match': await etagOf() }
  const all = {
    displayName: 'Zoo',
    description: 'All animals',
    instructions: { text: 'Look' },
    tags: { a: 'b' },
  }
  const labelClasses = await treeNow()
  const full = await lead('PUT', '/projects/zoo', { ...settings, labelClasses, ...all }, headers)
  expect(full.json).toMatchObject(all)
  const { json } = await put(labelClasses)
  expect(Object.keys(json).filter((name) => name in all)).toEqual(['tags'])
  expect((await lead('GET', '/projects/zoo')).json).toEqual(json)
})

test('what labelers are told about a class is in no file and no plan of an export', async () => {
  const guided = { name: 'Cat', description: 'hint-of-a-test', shortcut: 'c' }
  expect((await patch([guided, { name: 'Dog' }])).status).toBe(200)
  expect(await categories()).toHaveLength(4)
  const written = [...world.files.committed.values()].map((bytes) => Buffer.from(bytes).toString())
  expect(written.length).toBeGreaterThan(0)
  expect(written.filter((text) => text.includes('hint-of-a-test'))).toEqual([])
  const { uid } = (await projects.read(world.store, 'project', 'zoo'))!.document
  const kept = (await dumpStore(world.store, [uid])).filter((stored) =>
    JSON.stringify(stored).includes('hint-of-a-test'),
  )
  expect(kept.map(({ document }) => document.kind)).toEqual(['project'])
})
