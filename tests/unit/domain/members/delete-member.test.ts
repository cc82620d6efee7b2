import { describe, expect, test } from '@jest/globals'
import { deleteMember } from '../../../../src/domain/members/delete-member.ts'
import { segmentAudits, workspaceAudits } from '../../../../src/domain/model/audit/audit.ts'
import { isLive } from '../../../../src/domain/model/leases/lease.ts'
import { projectScope } from '../../../../src/domain/model/projects/project.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { readAll } from '../../../support/check-counters.ts'
import { faultyStore, type Fault } from '../../../support/faulty-store.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import {
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  makeProject,
  setUpProject,
} from '../../../support/labeling-world.ts'
import { createForkableStore } from '../../../support/memory-store.ts'
import { addMember } from '../../../support/seed-project.ts'

const [ana, ben] = [callerOf('ana'), callerOf('ben')]
const paths = Array.from({ length: 12 }, (_, index) => `${index}.png`)

const setUp = async (segments: number) => {
  const world = { now: 1_000_000, ids: 0 }
  const now = () => world.now
  const newId = () => `id${(world.ids += 1)}`
  const store = createForkableStore(now)
  const project = makeProject({ segments })
  await setUpProject(store, project, ['ana', 'ben'], paths)
  const service = createLabelingService(store, now, newId)
  const take = async (who: typeof ana, size: number) => {
    const next = await service.takePage(who, { project: project.id, size })
    if (!('page' in next)) throw new Error(next.waiting)
    return next.page
  }
  return {
    world,
    store,
    project,
    service,
    take,
    remove: (through: Store = store, ifMatch?: string) =>
      deleteMember({ store: through, now, newId })(lead, { project: project.id, user: ana.user, ifMatch }),
    live: async () => {
      const { documents } = await service.listPages(lead, { project: project.id, pageSize: 50 })
      return documents.filter(({ document }) => isLive(document, world.now)).map(({ document }) => document)
    },
    audits: async () => {
      const entries = [...(await readAll(store, workspaceAudits, projectScope(project.uid)))]
      for (let segment = 0; segment < segments; segment += 1)
        entries.push(...(await readAll(store, segmentAudits, `u1:${segment}`)))
      return entries.map(({ document }) => `${document.action} ${document.target}`)
    },
    problems: () => dispatchProblems(store, project, world.now),
  }
}

describe.each([1, 3])('a removed member of a project with %i segments', (segments) => {
  test('holds no page, so that others get the items at once', async () => {
    const world = await setUp(segments)
    const [page, bens] = [await world.take(ana, 12), segments === 1 ? undefined : await world.take(ben, 1)]
    await world.remove()
    expect(await world.live()).toEqual(bens ? [bens] : [])
    expect((await world.audits()).toSorted()).toEqual([`ReleasePage ${page.page}`, 'RemoveMember ana'])
    if (!bens) expect((await world.take(ben, 12)).items).toHaveLength(12)
    const answers = page.items.map(({ id }) => ({ item: id, skip: true as const }))
    const late = world.service.submitPage(ana, { project: world.project.id, page: page.page, answers })
    await expect(late).rejects.toMatchObject({ code: 'ProjectNotFound' })
    expect(await world.problems()).toEqual([])
  })

  test('who held nothing leaves only the entry of the removal, and so does a repetition', async () => {
    const world = await setUp(segments)
    await world.take(ben, 2)
    await world.remove()
    await world.remove()
    expect(await world.audits()).toEqual(['RemoveMember ana'])
    expect(await world.live()).toHaveLength(1)
  })
})

describe('a removal that is interrupted', () => {
  test('is finished by a repetition, whatever its condition, and by one that finds nothing more', async () => {
    const world = await setUp(3)
    const page = await world.take(ana, 4)
    const faults: Fault[] = ['pass', 'fail']
    const dying = faultyStore(world.store, ({ method }) =>
      method === 'batch' ? (faults.shift() ?? 'pass') : 'pass',
    )
    await expect(world.remove(dying)).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    expect(await world.live()).toHaveLength(1)
    await world.remove(world.store, 'the etag of a member who was removed')
    expect(await world.live()).toEqual([])
    expect((await world.audits()).toSorted()).toEqual([`ReleasePage ${page.page}`, 'RemoveMember ana'])
    await world.remove()
    expect(await world.audits()).toHaveLength(2)
  })

  test('is not begun by an old read: of a member who is missing there, or of a page that is', async () => {
    const world = await setUp(1)
    await world.remove()
    const past = world.store.fork()
    await addMember(world.store, world.project, 'ana', 'Labeler')
    await world.take(ana, 2)
    const old = createLaggingInstance(world.store, past)
    await expect(world.remove(old, 'another etag')).rejects.toMatchObject({ code: 'PreconditionFailed' })
    expect(await world.live()).toHaveLength(1)
    await world.remove(createLaggingInstance(world.store, past))
    expect(await world.live()).toEqual([])
  })
})
