import { afterEach, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { createCrashLabelers, expectAcknowledged, pictures } from '../support/crash-labelers.ts'
import { startWorld, type OwnWorld } from '../support/own-service.ts'
import { until } from '../support/until.ts'

// Kills each kind of work again and again, at another moment each time; tests/e2e/crash.test.ts kills once.

let world: OwnWorld
afterEach(() => world.close())

const crash = async (): Promise<void> => {
  await world.crash()
  world = await world.restart()
}

const addMembers = async (project: string, people: readonly string[]): Promise<void> => {
  for (const user of people)
    await world.lead('PUT', `/projects/${project}/members/${user}`, { body: { role: 'Labeler' } })
}

describe('after kill -9, again and again', () => {
  test('an import goes on where it was, and every file is there once', async () => {
    world = await startWorld()
    await world.upload('many', pictures(400))
    await world.addDatastore('many', 'many')
    await world.lead('PUT', '/datasets/many', { body: { mediaType: 'Image', datastore: 'many', path: '**' } })
    const settings = { mediaType: 'Image', taskType: 'MultiClass', labelClasses: [{ name: 'Cat' }] }
    for (const round of [1, 2, 3]) {
      const path = `/projects/many-${round}`
      const created = await world.lead('PUT', path, { body: { ...settings, dataset: 'many' } })
      expect(created.status).toBe(201)
      for (let kill = 0; kill < round; kill += 1) await crash()
      await until(
        () => world.lead('GET', path),
        (reply) => reply.body.status === 'Running',
      )
      const progress = await world.lead('GET', `${path}/progress`)
      expect(progress.body).toMatchObject({ total: 400, unlabeled: 400, problems: 0, headersPending: 0 })
    }
  })

  test('no acknowledged answer is lost and none counts twice, whenever it strikes', async () => {
    world = await startWorld()
    await world.addProject('cats', pictures(120))
    const people = ['ana', 'ben', 'cleo']
    await addMembers('cats', people)
    const { acknowledged, work } = createCrashLabelers('cats')
    const callers = () =>
      Promise.all(people.map(async (user) => [user, await world.person(user, 'Labeling.Labeler')] as const))
    for (const after of [8, 15, 20]) {
      let gone = false
      const target = acknowledged.size + after
      const working = (await callers()).map(([user, who]) => work(user, who, () => gone))
      await until(
        async () => acknowledged.size,
        (count) => count >= target,
      )
      gone = true
      await world.crash()
      await Promise.all(working)
      world = await world.restart()
    }
    for (;;) {
      await Promise.all((await callers()).map(([user, who]) => work(user, who)))
      const { body } = await world.lead('GET', '/projects/cats/progress')
      if (body.unlabeled === 0) break
    }
    await expectAcknowledged(world.lead, 'cats', acknowledged, 120)
  })

  test('an export is finished with the same bytes as one that nobody disturbed', async () => {
    world = await startWorld()
    await world.addProject('cats', pictures(60))
    await addMembers('cats', ['ana'])
    await createCrashLabelers('cats').work('ana', await world.person('ana', 'Labeling.Labeler'))
    const hashes: string[] = []
    for (const kills of [0, 1, 2]) {
      const started = await world.lead('POST', '/projects/cats/exports', { body: { format: 'Csv' } })
      expect(started.status).toBe(202)
      for (let kill = 0; kill < kills; kill += 1) await crash()
      const { body } = await until(
        () => world.lead('GET', `/projects/cats/exports/${started.body.id}`),
        (reply) => reply.body.status === 'Succeeded',
      )
      expect(body).toMatchObject({ exportedRowCount: 60, totalRowCount: 60 })
      const file = (body.files as { name: string; sha256: string; contentUrl: string }[]).find(({ name }) =>
        name.endsWith('.csv'),
      )
      const bytes = Buffer.from(await (await fetch(file!.contentUrl)).arrayBuffer())
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file!.sha256)
      hashes.push(file!.sha256)
    }
    expect(new Set(hashes).size).toBe(1)
  })
})
