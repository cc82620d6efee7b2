import { afterEach, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { startWorld, until, type Person, type ServiceWorld } from '../support/service-world.ts'

let world: ServiceWorld | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
}, 30_000)

const pictures = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.png`)
const roles = ['Labeling.Labeler'] as const

const addMembers = async (
  { lead }: ServiceWorld,
  project: string,
  people: readonly string[],
): Promise<void> => {
  for (const user of people)
    await lead('PUT', `/projects/${project}/members/${user}`, { body: { role: 'Labeler' } })
}

/** Fails like a browser whose server is gone: the caller cannot know what became of the request. */
const unless = async <T>(gone: () => boolean, call: () => Promise<T>): Promise<T | undefined> => {
  try {
    return await call()
  } catch (error) {
    if (gone()) return undefined
    throw error
  }
}

describe('after kill -9', () => {
  test('an import goes on where it was, and every file is there once', async () => {
    world = await startWorld()
    await world.upload('many', pictures(400))
    await world.addDatastore('many', 'many')
    await world.lead('PUT', '/datasets/many', { body: { mediaType: 'Image', datastore: 'many', path: '**' } })
    const body = {
      mediaType: 'Image',
      taskType: 'MultiClass',
      dataset: 'many',
      labelClasses: [{ name: 'Cat' }],
    }
    const created = await world.lead('PUT', '/projects/many', { body })
    expect(created.status).toBe(201)
    await world.crash()
    world = await world.restart()
    const { lead } = world
    await until(
      () => lead('GET', '/projects/many'),
      (reply) => reply.body.status === 'Running',
    )
    const progress = await until(
      () => lead('GET', '/projects/many/progress'),
      (reply) => reply.body.headersPending === 0,
    )
    expect(progress.body).toMatchObject({ total: 400, unlabeled: 400, problems: 0 })
  }, 60_000)

  test('no acknowledged answer is lost and none counts twice, whenever it strikes', async () => {
    world = await startWorld()
    await world.addProject('cats', pictures(120))
    const people = ['ana', 'ben', 'cleo']
    await addMembers(world, 'cats', people)
    const acknowledged = new Map<string, string>()
    let pending: { user: string; page: string; body: object }[] = []

    const work = async (user: string, who: Person, gone: () => boolean): Promise<void> => {
      const submit = async (page: string, body: object): Promise<boolean> => {
        const reply = await unless(gone, () => who('POST', `/projects/cats/pages/${page}/submit`, { body }))
        if (!reply) {
          pending.push({ user, page, body })
          return false
        }
        expect(reply.status).toBe(200)
        for (const { item, status } of reply.body.results as { item: string; status: string }[]) {
          expect(status).toBe('Accepted')
          expect(acknowledged.get(item) ?? user).toBe(user)
          acknowledged.set(item, user)
        }
        return true
      }
      const mine = pending.filter((one) => one.user === user)
      pending = pending.filter((one) => one.user !== user)
      for (const { page, body } of mine) if (!(await submit(page, body))) return
      for (;;) {
        const next = await unless(gone, () => who('POST', '/projects/cats/pages', { body: { size: 3 } }))
        if (!next) return
        expect(next.status).toBe(200)
        if (next.body.items.length === 0) return
        const answers = next.body.items.map(({ id }: { id: string }) => ({ item: id, labels: ['Cat'] }))
        if (!(await submit(next.body.id, { answers }))) return
      }
    }

    for (const after of [8, 15, 20]) {
      let gone = false
      const present: ServiceWorld = world
      const target = acknowledged.size + after
      const killer = until(
        async () => acknowledged.size,
        (count) => count >= target,
      ).then(async () => {
        gone = true
        await present.crash()
      })
      const workers = people.map(async (user) => work(user, await present.person(user, ...roles), () => gone))
      await Promise.all([killer, ...workers])
      world = await world.restart()
    }
    const last: ServiceWorld = world
    for (;;) {
      await Promise.all(
        people.map(async (user) => work(user, await last.person(user, ...roles), () => false)),
      )
      const { body } = await last.lead('GET', '/projects/cats/progress')
      if (body.unlabeled === 0) break
    }
    const { body } = await last.lead('GET', '/projects/cats/progress')
    expect(body).toMatchObject({ total: 120, labeled: 120, leased: 0, status: 'Completed' })
    expect(acknowledged.size).toBe(120)
    const items = (await last.lead('GET', '/projects/cats/items?maxpagesize=200')).body.value as {
      id: string
      labeledBy: string
    }[]
    expect(new Map(items.map(({ id, labeledBy }) => [id, labeledBy]))).toEqual(acknowledged)
    for (const user of people) {
      const count = [...acknowledged.values()].filter((by) => by === user).length
      expect(body.byLabeler).toContainEqual({
        labeler: user,
        labeled: count,
        skipped: 0,
        rejected: 0,
        submitted: count,
      })
    }
  }, 90_000)

  test('an export is finished with the same bytes as one that nobody disturbed', async () => {
    world = await startWorld()
    await world.addProject('cats', pictures(60))
    await addMembers(world, 'cats', ['ana'])
    const ana = await world.person('ana', ...roles)
    for (;;) {
      const next = await ana('POST', '/projects/cats/pages', { body: { size: 50 } })
      if (next.body.items.length === 0) break
      const answers = next.body.items.map(({ id }: { id: string }) => ({ item: id, labels: ['Dog/Poodle'] }))
      await ana('POST', `/projects/cats/pages/${next.body.id}/submit`, { body: { answers } })
    }
    const hashes: string[] = []
    for (const crash of [false, true]) {
      const started = await world.lead('POST', '/projects/cats/exports', { body: { format: 'Csv' } })
      expect(started.status).toBe(202)
      if (crash) {
        await world.crash()
        world = await world.restart()
      }
      const { lead }: ServiceWorld = world
      const done = await until(
        () => lead('GET', `/projects/cats/exports/${started.body.id}`),
        ({ body }) => body.status === 'Succeeded',
      )
      expect(done.body).toMatchObject({ exportedRowCount: 60, totalRowCount: 60 })
      const file = (done.body.files as { name: string; sha256: string; contentUrl: string }[]).find(
        ({ name }) => name.endsWith('.csv'),
      )
      const bytes = Buffer.from(await (await fetch(file!.contentUrl)).arrayBuffer())
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(file!.sha256)
      hashes.push(file!.sha256)
    }
    expect(hashes[0]).toBe(hashes[1])
  }, 60_000)
})
