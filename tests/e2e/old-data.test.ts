import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { countItems } from '../support/count-items.ts'
import {
  describeOperation,
  describeProgress,
  describeProject,
  describeWorkspace,
  get,
  lasting,
  timeless,
  withoutPaths,
} from '../support/describe-workspace.ts'
import { openOldData } from '../support/open-old-data.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import type { Person } from '../support/person.ts'

// How it was made: make.md in the same folder.
const expected = JSON.parse(
  readFileSync(join(import.meta.dirname, '../fixtures/data-0.1.0/expected.json'), 'utf8'),
)

let world: OwnWorld
let people: Record<string, Person>

beforeAll(async () => {
  world = await startWorld({ dataDir: await openOldData(expected.writtenAt) })
  people = {
    rita: await world.person('rita', 'Labeling.Reviewer'),
    ana: await world.person('ana', 'Labeling.Labeler'),
    ben: await world.person('ben', 'Labeling.Labeler'),
  }
})
afterAll(() => world.close())

interface Request {
  readonly user: string
  readonly path: string
  readonly body?: unknown
}
const post = ({ user, path, body }: Request, headers: Readonly<Record<string, string>> = {}) =>
  people[user]!('POST', path, { headers, ...(body === undefined ? {} : { body }) })

/** The text of an export's file, after a look at its hash. */
const download = async (file: { contentUrl: string; sha256: string }): Promise<string> => {
  const bytes = Buffer.from(await (await fetch(file.contentUrl)).arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(file.sha256)
  return bytes.toString()
}

/** The full refresh read the headers again, which say more by now. */
const afterFullRefresh = (project: { readonly items: readonly object[] }) => ({
  ...project,
  items: project.items.map((item) => ('missing' in item ? item : { ...item, format: 'png', orientation: 1 })),
})

/** Without messages, which are for people and may change. */
const withoutMessages = (body: unknown): unknown =>
  body === undefined
    ? undefined
    : JSON.parse(JSON.stringify(body, (name, value: unknown) => (name === 'message' ? undefined : value)))

describe('a data folder that version 0.1.0 left when it was killed', () => {
  test('an import, an export, a refresh and a deletion come to their end', async () => {
    const { lead } = world
    for (const { id } of expected.open) await world.waitFor(`/operations/${id}`)
    expect((await lead('GET', '/projects/gone')).status).toBe(404)
    expect(timeless(lasting(await describeProgress(lead, 'many')))).toEqual(expected.after.many)
    expect((await get(lead, '/projects/farm')).lastRefresh).toMatchObject({ status: 'Succeeded' })
    expect(timeless(await describeProject(lead, 'farm'))).toEqual(afterFullRefresh(expected.after.farm))
    const finished = await get(lead, `/projects/pets/exports/${expected.after.export.id}`)
    // An export of version 0.1.0 has no choice of items without a size: it keeps them, without one.
    const listed = finished.files.map(({ name }: { name: string }) => name)
    expect(listed).toEqual(
      expect.arrayContaining([
        'labels_train.json',
        'labels_validation.json',
        'README.md',
        'manifest.json',
        'problems.jsonl',
        'changed.jsonl',
      ]),
    )
    // The files have the names of this version.
    const { files: _, ...before } = expected.after.export
    expect(timeless(finished)).toMatchObject(before)
    for (const file of finished.files) await download(file)
  }, 60_000)

  test.each(['pets', 'tags'])('the project %s is as it was', async (name) => {
    const before = expected.projects[name]
    const now = await describeProject(world.lead, name)
    // The newest entries are first: those of the interrupted work.
    const oldest = (list: 'exports' | 'audit') => now[list].slice(-before[list].length)
    expect({ ...now, exports: oldest('exports'), audit: oldest('audit') }).toEqual(before)
    const { labelClasses } = await get(world.lead, `/projects/${name}`)
    expect(labelClasses[0]).toMatchObject({ id: expect.stringMatching(/^c\d+$/) })
  })

  test('the workspace, operations and pages are as they were', async () => {
    expect(await describeWorkspace(world.lead)).toEqual(expected.workspace)
    for (const operation of expected.operations)
      expect(await describeOperation(world.lead, operation.id)).toEqual(operation)
    for (const { user, path, page } of expected.pages)
      expect(lasting(await get(people[user]!, path))).toEqual(withoutPaths(page))
    const again = await Promise.all(
      expected.pages.map(({ user, path }: { user: string; path: string }) => get(people[user]!, path)),
    )
    // The comments and answers of that version are shown with the items that it returned to the queue.
    expect(
      again.flatMap(({ items }) => items.flatMap((item: { returned?: unknown }) => item.returned ?? [])),
    ).toContainEqual({
      why: 'Rejected',
      labels: ['Dog'],
      comment: 'كلب وليس قطة',
      at: '2026-11-29T07:00:06.212Z',
    })
  })

  test('a repeated request gets its first answer', async () => {
    for (const { key, status, result, ...request } of expected.replays) {
      const replayed = await post(request, { 'idempotency-key': key })
      // A wrong answer refuses itself alone now.
      const wanted =
        key === 'too-many'
          ? [200, { results: result.error.details.map((error: object) => ({ status: 'Refused', error })) }]
          : [status, result]
      expect([replayed.status, replayed.body].map(withoutMessages)).toMatchObject(wanted.map(withoutMessages))
    }
    const submit = expected.replays.find(({ key }: { key: string }) => key === 'submit')
    const again = await post(submit)
    const page = { id: submit.path.split('/').at(-2), status: 'Submitted', left: 0 }
    expect([again.status, withoutMessages(again.body)]).toEqual([
      200,
      withoutMessages({ ...submit.result, page }),
    ])
  })

  test('a late answer is accepted', async () => {
    for (const request of expected.lateSubmits) {
      const { body } = await post(request)
      expect(body.results).toMatchObject([{ status: 'Accepted' }, { status: 'Accepted' }])
    }
  })

  test('the files of old exports can be downloaded', async () => {
    for (const name of ['pets', 'tags'])
      for (const before of expected.projects[name].exports) {
        const { files } = await get(world.lead, `/projects/${name}/exports/${before.id}`)
        for (const [index, { sha256 }] of before.files.entries())
          await download({ contentUrl: files[index].contentUrl, sha256 })
      }
  })

  test.each(['pets', 'tags'])('a new COCO export of %s has the labels of its items', async (name) => {
    const started = await world.lead('POST', `/projects/${name}/exports`, { body: { format: 'Coco' } })
    await world.waitFor(started.headers.get('operation-location'))
    const { files } = await get(world.lead, `/projects/${name}/exports/${started.body.id}`)
    const coco = JSON.parse(await download(files[0]))
    const names = new Map(coco.categories.map(({ id, name }: { id: number; name: string }) => [id, name]))
    const rows = coco.images.map(({ id, absolute_url }: { id: number; absolute_url: string }) => ({
      path: decodeURIComponent(new URL(absolute_url).pathname).replace(`/etiquette/${name}/`, ''),
      labels: coco.annotations
        .filter(({ image_id }: { image_id: number }) => image_id === id)
        .map(({ category_id }: { category_id: number }) => names.get(category_id)),
    }))
    const { items } = await describeProject(world.lead, name)
    const labeled = (items as { path: string; state: string; labels: string[]; missing?: true }[])
      .filter(({ state, missing }) => !missing && ['labeled', 'approved'].includes(state))
      .map(({ path, labels }) => ({ path, labels }))
    expect(labeled.length).toBeGreaterThan(10)
    expect(rows).toHaveLength(labeled.length)
    expect(rows).toEqual(expect.arrayContaining(labeled))
  })

  test.each(['pets', 'tags', 'farm'])('the counters of %s equal its items', async (name) => {
    const { items, progress } = await describeProject(world.lead, name)
    expect(progress).toMatchObject(countItems(items, progress))
  })
})
