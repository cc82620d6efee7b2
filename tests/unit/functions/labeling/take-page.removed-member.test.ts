import { describe, expect, test } from '@jest/globals'
import { addDatastore } from '../../../support/datastore-source.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { setUpProject } from '../../../support/seed-project.ts'
import { createServiceRoutes } from '../../../support/service-routes.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

const setUp = async (segments: number) => {
  const now = () => 1_700_000_000_000
  const memory = createMemoryStore(now)
  const project = makeProject({ segments })
  await setUpProject(memory, project, ['ana', 'ben'], ['a.png', 'b.png'])
  /** Runs before the call of storage or the store with this number. */
  const world = { calls: 0, at: -1, interrupt: async (): Promise<void> => {} }
  const count = async (): Promise<void> => {
    const number = world.calls
    world.calls += 1
    if (number === world.at) await world.interrupt()
  }
  const { blobs } = await addDatastore(memory, {
    exists: async () => {
      await count()
      return true
    },
    readUrl: async (path) => `https://blob.test/${path}`,
  })
  const store = wrapStore(memory, async (_, run) => {
    await count()
    return run()
  })
  const labeler = createHttpApp(createServiceRoutes({ store, now, blobs }), { store, now })
  const other = createHttpApp(createServiceRoutes({ store: memory, now, blobs }), { store: memory, now })
  const path = `/projects/${project.id}`
  return {
    world,
    askAsAna: () => labeler.send('POST', `${path}/pages`, { as: 'ana:Labeler', body: { size: 2 } }),
    askAsBen: () => other.send('POST', `${path}/pages`, { as: 'ben:Labeler', body: { size: 2 } }),
    remove: () => other.send('DELETE', `${path}/members/ana`, { as: 'lead:Admin' }),
    pages: () => other.send('GET', `${path}/pages`, { as: 'lead:Admin' }),
  }
}

describe.each([1, 3])('a member who is removed while their page is granted (%d segments)', (segments) => {
  test('holds no page afterwards, at whatever moment it happens', async () => {
    const { world, askAsAna } = await setUp(segments)
    expect((await askAsAna()).status).toBe(200)
    const moments = world.calls
    expect(moments).toBeGreaterThan(8)
    const statuses = new Set<number>()
    for (let moment = 0; moment < moments; moment += 1) {
      const one = await setUp(segments)
      one.world.at = moment
      one.world.interrupt = async () => {
        expect((await one.remove()).status).toBe(204)
      }
      const asked = await one.askAsAna()
      statuses.add(asked.status)
      expect([moment, (await one.pages()).json['value']]).toEqual([moment, []])
      const free = (await one.askAsBen()).json['items']
      expect([moment, free]).toEqual([moment, expect.arrayContaining([expect.anything()])])
    }
    expect(statuses).toContain(404)
  })
})
