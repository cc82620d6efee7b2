import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { createCrashLabelers, expectAcknowledged, pictures } from '../support/crash-labelers.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { until } from '../support/until.ts'

// One kill for all of them; tests/verify/crash.test.ts kills more often.

const people = ['ana', 'ben', 'cleo']
const total = 90
const labelers = createCrashLabelers('cats')
let world: OwnWorld
let callers: Awaited<ReturnType<typeof signIn>>
/** Of an export that nobody disturbed. */
let hash: string
/** The operation's id. */
let importing: string
let exporting: string

const signIn = () =>
  Promise.all(people.map(async (user) => [user, await world.person(user, 'Labeling.Labeler')] as const))

/** The SHA-256 of the file of a finished export, read by its URL. */
const exportedHash = async (id: string): Promise<string> => {
  const { body } = await until(
    () => world.lead('GET', `/projects/done/exports/${id}`),
    (reply) => reply.body.status === 'Succeeded',
  )
  expect(body).toMatchObject({ exportedRowCount: 20, totalRowCount: 20 })
  const file = (body.files as { name: string; sha256: string; contentUrl: string }[]).find(({ name }) =>
    name.endsWith('.csv'),
  )
  const bytes = Buffer.from(await (await fetch(file!.contentUrl)).arrayBuffer())
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(file!.sha256)
  return file!.sha256
}

const startExport = async (): Promise<string> => {
  const { status, body } = await world.lead('POST', '/projects/done/exports', { body: { format: 'Csv' } })
  expect(status).toBe(202)
  return body.id
}

const startImport = async (): Promise<string> => {
  const settings = { mediaType: 'Image', taskType: 'MultiClass', labelClasses: [{ name: 'Cat' }] }
  const created = await world.lead('PUT', '/projects/many', { body: { ...settings, dataset: 'many' } })
  expect(created.status).toBe(201)
  return created.headers.get('operation-location')?.split('/').at(-1) ?? ''
}

beforeAll(async () => {
  world = await startWorld()
  const { lead } = world
  callers = await signIn()
  await Promise.all([
    world.addProject('cats', pictures(total)),
    world.addProject('done', pictures(20)),
    world.upload('many', pictures(150)),
  ])
  await world.addDatastore('many', 'many')
  await lead('PUT', '/datasets/many', { body: { mediaType: 'Image', datastore: 'many', path: '**' } })
  for (const project of ['cats', 'done'])
    for (const user of people)
      await lead('PUT', `/projects/${project}/members/${user}`, { body: { role: 'Labeler' } })
  await createCrashLabelers('done').work('ana', await world.person('ana', 'Labeling.Labeler'))
  hash = await exportedHash(await startExport())

  ;[importing, exporting] = await Promise.all([startImport(), startExport()])
  let gone = false
  const working = callers.map(([user, who]) => labelers.work(user, who, () => gone))
  await until(
    async () => labelers.acknowledged.size,
    (count) => count >= 3,
  )
  gone = true
  await world.crash()
  await Promise.all(working)
  expect(labelers.acknowledged.size).toBeLessThan(total)
  world = await world.restart()
  callers = await signIn()
})
afterAll(() => world.close())

describe('after kill -9', () => {
  test('an import goes on where it was, and every file is there once', async () => {
    await world.waitFor(`/operations/${importing}`)
    const progress = await world.lead('GET', '/projects/many/progress')
    expect(progress.body).toMatchObject({
      status: 'Running',
      total: 150,
      unlabeled: 150,
      problems: 0,
      headersPending: 0,
    })
  })

  test('no acknowledged answer is lost and none counts twice', async () => {
    for (;;) {
      await Promise.all(callers.map(([user, who]) => labelers.work(user, who)))
      const { body } = await world.lead('GET', '/projects/cats/progress')
      if (body.unlabeled === 0) break
    }
    await expectAcknowledged(world.lead, 'cats', labelers.acknowledged, total)
  })

  test('an export is finished with the same bytes as one that nobody disturbed', async () => {
    expect(await exportedHash(exporting)).toBe(hash)
  })
})
