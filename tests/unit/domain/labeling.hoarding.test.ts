import { describe, expect, test } from '@jest/globals'
import type { LeaseDocument } from '../../../src/domain/model/leases/lease.ts'
import { maxHold } from '../../../src/domain/model/leases/lease.ts'
import { listAudit } from '../../../src/domain/audit/list-audit.ts'
import {
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  lease,
  makeProject,
  setUpProject,
} from '../../support/labeling-world.ts'
import { createMemoryStore } from '../../support/memory-store.ts'

const [ana, ben] = [callerOf('ana'), callerOf('ben')]
const rita = callerOf('rita', 'Reviewer')

const setUp = async (changes: Parameters<typeof makeProject>[0] = {}, people = ['ana', 'ben']) => {
  const clock = { now: 1_000_000 }
  const now = () => clock.now
  const store = createMemoryStore(now)
  const project = makeProject(changes)
  const paths = Array.from({ length: 4 * people.length }, (_, index) => `${index}.png`)
  await setUpProject(store, project, people, paths)
  await store.batch('workspace', 'project:u1', [
    {
      type: 'create',
      document: {
        id: 'member:rita',
        kind: 'member',
        user: 'rita',
        role: 'Reviewer',
        addedAt: 0,
        addedBy: 'x',
      },
    },
  ])
  let ids = 0
  const service = createLabelingService(store, now, () => `id${(ids += 1)}`)
  const take = async (who: typeof ana, size = 4): Promise<LeaseDocument> => {
    const next = await service.takePage(who, { project: project.id, size })
    if (!('page' in next)) throw new Error(next.waiting)
    return next.page
  }
  const held = async (pageSize = 50) => {
    const found: LeaseDocument[] = []
    let continuation: string | undefined
    do {
      const page = await service.listPages(rita, { project: project.id, pageSize, continuation })
      expect(page.documents.length).toBeLessThanOrEqual(pageSize)
      found.push(...page.documents.map(({ document }) => document))
      ;({ continuation } = page)
    } while (continuation !== undefined)
    return found
  }
  const answers = ({ items }: LeaseDocument) => items.map(({ id }) => ({ item: id, labels: ['Cat'] }))
  return { clock, store, project, service, take, held, answers }
}

describe('what labelers hold back', () => {
  test('shows to reviewers, page by page, over all segments, while it is held', async () => {
    const people = Array.from({ length: 9 }, (_, index) => `p${index}`)
    const world = await setUp({ segments: 3 }, people)
    const pages = []
    for (const user of people) pages.push(await world.take(callerOf(user), 2))
    for (const pageSize of [1, 2, 50])
      expect((await world.held(pageSize)).map(({ page }) => page).toSorted()).toEqual(
        pages.map(({ page }) => page).toSorted(),
      )
    await expect(
      world.service.listPages(callerOf('p0'), { project: world.project.id, pageSize: 5 }),
    ).rejects.toMatchObject({ code: 'Forbidden' })
    world.clock.now += lease
    expect(await world.held()).toEqual([])
  })

  test('is one page a labeler, however often and from how many tabs they ask', async () => {
    const { take, held } = await setUp()
    const pages = await Promise.all(Array.from({ length: 10 }, () => take(ana, 2)))
    expect(new Set(pages.map(({ page }) => page)).size).toBe(1)
    expect(await held()).toHaveLength(1)
  })

  test('is free again after a day, however often it is renewed', async () => {
    const { clock, service, take, project } = await setUp()
    const page = await take(ana)
    const input = { project: project.id, page: page.page }
    let until = page.leaseUntil ?? 0
    const end = page.grantedAt + maxHold
    while (until < end) {
      clock.now = until - 1
      until = (await service.renewPage(ana, input)).leaseUntil ?? 0
      expect(until).toBeLessThanOrEqual(end)
    }
    clock.now = end - 1
    expect((await service.renewPage(ana, input)).leaseUntil).toBe(end)
    clock.now = end
    await expect(service.renewPage(ana, input)).rejects.toMatchObject({ code: 'PageExpired' })
    expect((await take(ben)).items).toHaveLength(4)
  })
})

describe('a page that an administrator releases', () => {
  test('is free for others at once, and the audit tells', async () => {
    const { clock, store, service, take, held, project } = await setUp()
    const page = await take(ana, 8)
    const input = { project: project.id, page: page.page }
    await service.releasePage(lead, input)
    await service.releasePage(lead, input)
    expect(await held()).toEqual([])
    expect((await take(ben, 8)).items).toHaveLength(8)
    expect(await dispatchProblems(store, project, clock.now)).toEqual([])
    const { entries } = await listAudit({ store })(lead, { project: project.id, pageSize: 10 })
    expect(entries).toMatchObject([
      { action: 'ReleasePage', by: 'lead', target: page.page, changes: [{ name: 'labeler', from: 'ana' }] },
    ])
  })

  test('loses no answer: what its labeler still submits counts where nobody else holds the item', async () => {
    const { service, take, answers, project } = await setUp()
    const page = await take(ana, 8)
    const input = { project: project.id, page: page.page }
    await service.releasePage(lead, input)
    await expect(service.renewPage(ana, input)).rejects.toMatchObject({ code: 'PageExpired' })
    const theirs = await take(ben, 2)
    const results = await service.submitPage(ana, { ...input, answers: answers(page) })
    const refused = results.filter(({ status }) => status === 'Refused')
    expect(refused.map(({ item }) => item).toSorted()).toEqual(theirs.items.map(({ id }) => id).toSorted())
    expect(results).toHaveLength(8)
  })

  test('is nobody else’s to release, nor can what is submitted be', async () => {
    const { service, take, answers, project } = await setUp()
    const page = await take(ana)
    const input = { project: project.id, page: page.page }
    for (const who of [ben, rita])
      await expect(service.releasePage(who, input)).rejects.toMatchObject({ code: 'PageNotFound' })
    const submitted = await service.submitPage(ana, { ...input, answers: answers(page) })
    expect(submitted.every(({ status }) => status === 'Accepted')).toBe(true)
    await service.releasePage(lead, input)
    expect(await service.submitPage(ana, { ...input, answers: answers(page) })).toEqual(submitted)
  })
})
