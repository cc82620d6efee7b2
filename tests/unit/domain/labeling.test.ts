import { beforeEach, describe, expect, test } from '@jest/globals'
import type { PageId } from '../../../src/domain/core/ids.ts'
import { items } from '../../../src/domain/model/items/item.ts'
import { segmentPartition } from '../../../src/domain/model/items/segment.ts'
import type { LeaseDocument } from '../../../src/domain/model/leases/lease.ts'
import type { Store } from '../../../src/domain/ports/store.ts'
import { projectPartition } from '../../../src/domain/model/projects/project.ts'
import {
  addItems,
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  lease,
  makeProject,
  readItems,
  setUpProject,
  type LabelingService,
} from '../../support/labeling-world.ts'
import { createMemoryStore } from '../../support/memory-store.ts'
import { wrapStore } from '../../support/wrapped-store.ts'

const [ana, ben] = [callerOf('ana'), callerOf('ben')]
const project = makeProject()
const name = project.id
let clock: number
let store: Store
let service: LabelingService
let ids: number

const newService = (over: Store): LabelingService =>
  createLabelingService(
    over,
    () => clock,
    () => `id${(ids += 1)}`,
  )

beforeEach(async () => {
  clock = 1_000_000
  ids = 0
  store = createMemoryStore(() => clock)
  service = newService(store)
  await setUpProject(store, project, ['ana', 'ben'], ['1.png', '2.png', '3.png', '4.png'])
})

const take = async (caller: typeof ana, size = 2): Promise<LeaseDocument> => {
  const next = await service.takePage(caller, { project: name, size })
  if (!('page' in next)) throw new Error(`Nothing to take: ${next.waiting}`)
  return next.page
}
const cats = (page: LeaseDocument) => page.items.map(({ id }) => ({ item: id, labels: ['Cat'] }))
const submit = (caller: typeof ana, page: LeaseDocument, answers = cats(page)) =>
  service.submitPage(caller, { project: name, page: page.page, answers })
const codes = (results: Awaited<ReturnType<typeof submit>>) =>
  results.map(({ status, error }) => error?.code ?? status)
const refusal = (code: string) => expect.objectContaining({ code })

describe('next page', () => {
  test('asked again while it is live it is the same page, also for another instance of the service', async () => {
    const page = await take(ana)
    expect(await take(ana)).toEqual(page)
    const elsewhere = await newService(store).takePage(ana, { project: name, size: 4 })
    expect(elsewhere).toMatchObject({ page })
  })

  test('two requests of one labeler at once get one page', async () => {
    const [one, other] = await Promise.all([take(ana), take(ana)])
    expect(one).toEqual(other)
  })

  test('nobody gets what somebody else holds; when all is held it says so, when all is done too', async () => {
    const [first, second] = [await take(ana), await take(ben)]
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(4)
    const cleo = callerOf('cleo', 'Admin')
    expect(await service.takePage(cleo, { project: name, size: 1 })).toMatchObject({ waiting: 'AllLeased' })
    await submit(ana, first)
    await submit(ben, second)
    expect(await service.takePage(cleo, { project: name, size: 1 })).toMatchObject({ waiting: 'AllDone' })
  })

  test('what is rejected while the kept counters say that nothing is open is handed out all the same, first', async () => {
    const all = await take(ana, 4)
    await submit(ana, all)
    expect(await service.takePage(ben, { project: name, size: 1 })).toMatchObject({ waiting: 'AllDone' })
    const [wrong] = all.items
    await service.rejectItems(lead, { project: name, items: [wrong!.id], comment: 'a dog' })
    await addItems(store, project, ['5.png', '6.png'])
    expect((await take(ben, 1)).items.map(({ id }) => id)).toEqual([wrong!.id])
  })

  test('a labeler stays in a segment until it is drained', async () => {
    const many = makeProject({
      id: 'many' as typeof project.id,
      uid: 'u2' as typeof project.uid,
      segments: 4,
    })
    await setUpProject(
      store,
      many,
      ['ana'],
      Array.from({ length: 40 }, (_, index) => `${index}.png`),
    )
    const visited: string[] = []
    for (;;) {
      const next = await service.takePage(ana, { project: many.id, size: 3 })
      if (!('page' in next)) break
      visited.push(next.page.page.split('-')[0]!)
      await service.submitPage(ana, { project: many.id, page: next.page.page, answers: cats(next.page) })
    }
    const changes = visited.filter((segment, index) => segment !== visited[index - 1])
    expect(changes).toHaveLength(new Set(visited).size)
    expect(await dispatchProblems(store, many, clock)).toEqual([])
  })

  test.each(['Creating', 'Paused', 'Failed', 'Deleting'] as const)(
    'a project that is %s hands out nothing',
    async (status) => {
      const { etag } = (await store.read('workspace', projectPartition, name))!
      await store.batch('workspace', projectPartition, [
        { type: 'replace', document: { ...project, status }, ifMatch: etag },
      ])
      await expect(service.takePage(ana, { project: name, size: 1 })).rejects.toEqual(
        refusal('ProjectNotRunning'),
      )
    },
  )

  test('somebody who is no member finds no project', async () => {
    await expect(service.takePage(callerOf('eve'), { project: name, size: 1 })).rejects.toEqual(
      refusal('ProjectNotFound'),
    )
  })
})

describe('submit', () => {
  test('the same answers again give the same results and count once; other answers are refused', async () => {
    const page = await take(ana)
    const first = await submit(ana, page)
    expect(codes(first)).toEqual(['Accepted', 'Accepted'])
    expect(await submit(ana, page, cats(page).toReversed())).toEqual(first)
    await expect(
      submit(
        ana,
        page,
        page.items.map(({ id }) => ({ item: id, labels: ['Dog'] })),
      ),
    ).rejects.toEqual(refusal('PageAlreadySubmitted'))
    expect(await dispatchProblems(store, project, clock)).toEqual([])
  })

  test.each([
    ['an item without an answer', (page: LeaseDocument) => cats(page).slice(1), 'PageIncomplete'],
    ['an item answered twice', (page: LeaseDocument) => [...cats(page), cats(page)[0]!], 'InvalidRequest'],
  ])('refuses a page with %s as a whole', async (_, answers, code) => {
    const page = await take(ana)
    await expect(submit(ana, page, answers(page))).rejects.toEqual(refusal(code))
    expect((await readItems(store, project)).every(({ state }) => state === 'unlabeled')).toBe(true)
    expect(codes(await submit(ana, page))).toEqual(['Accepted', 'Accepted'])
  })

  test.each([
    ['an unknown class', ['Cow'], 'UnknownClass'],
    ['two classes', ['Cat', 'Dog'], 'WrongLabelCount'],
    ['no class', [], 'WrongLabelCount'],
  ])('refuses %s alone, and takes the right answer then', async (_, labels, code) => {
    const page = await take(ana)
    const [wrong, right] = cats(page)
    expect(codes(await submit(ana, page, [{ ...wrong!, labels }, right!]))).toEqual([code, 'Accepted'])
    expect(await take(ana)).toMatchObject({ page: page.page, status: 'Held' })
    expect(codes(await submit(ana, page))).toEqual(['Accepted', 'Accepted'])
    expect(await dispatchProblems(store, project, clock)).toEqual([])
  })

  test('refuses an item of another page, and another labeler’s page', async () => {
    const [mine, theirs] = [await take(ana), await take(ben)]
    expect(codes(await submit(ana, mine, [...cats(theirs), ...cats(mine)]))).toEqual([
      'Accepted',
      'Accepted',
      'ForeignItem',
      'ForeignItem',
    ])
    expect(codes(await submit(ben, theirs))).toEqual(['Accepted', 'Accepted'])
    await expect(submit(ana, theirs)).rejects.toEqual(refusal('PageNotFound'))
    await expect(
      service.submitPage(ana, { project: name, page: '0-nope' as PageId, answers: [] }),
    ).rejects.toEqual(refusal('PageNotFound'))
  })

  test('an expired page is still taken as long as nobody else holds or has answered its items', async () => {
    const late = await take(ana, 2)
    clock += lease
    expect(codes(await submit(ana, late))).toEqual(['Accepted', 'Accepted'])
  })

  test('an expired page’s items go to others at once, and its late answers leave theirs alone', async () => {
    const late = await take(ana, 4)
    clock += lease
    const theirs = await take(ben, 2)
    const answers = await submit(ana, late)
    const isTheirs = (id: string) => theirs.items.some((item) => item.id === id)
    expect(
      answers.map(({ item, error }) => error?.code ?? (isTheirs(item) ? 'wrong' : 'Accepted')).toSorted(),
    ).toEqual(['Accepted', 'Accepted', 'ItemLeasedToOther', 'ItemLeasedToOther'])
    expect(codes(await submit(ben, theirs))).toEqual(['Accepted', 'Accepted'])
    expect((await readItems(store, project)).filter(({ labeledBy }) => labeledBy === 'ben')).toHaveLength(2)
    expect(await dispatchProblems(store, project, clock)).toEqual([])
  })

  test('a late answer to what somebody else has finished is refused', async () => {
    const late = await take(ana, 4)
    clock += lease
    await submit(ben, await take(ben, 4))
    expect(codes(await submit(ana, late))).toEqual([
      'ItemNotOpen',
      'ItemNotOpen',
      'ItemNotOpen',
      'ItemNotOpen',
    ])
  })

  test('an answer to a picture that changed meanwhile is refused, and the item handed out again', async () => {
    const page = await take(ana, 1)
    const partition = segmentPartition(project.uid, 0)
    const item = (await items.read(store, partition, page.items[0]!.id))!
    const document = { ...item.document, file: { ...item.document.file, etag: 'new' } }
    await store.batch('items', partition, [{ type: 'replace', document, ifMatch: item.etag }])
    expect(codes(await submit(ana, page))).toEqual(['ItemChanged'])
    const left = await take(ana, 4)
    expect(left.items.map(({ id }) => id)).toContain(page.items[0]!.id)
  })

  test('pages that are held when the project is paused can be submitted', async () => {
    const page = await take(ana)
    await service.pauseProject(lead, name)
    expect(codes(await submit(ana, page))).toEqual(['Accepted', 'Accepted'])
  })
})

describe('renew and release', () => {
  test('renewing holds the page from now; a page that has expired cannot be renewed', async () => {
    const page = await take(ana, 4)
    clock += lease - 1
    const renewed = await service.renewPage(ana, { project: name, page: page.page })
    expect(renewed.leaseUntil).toBe(clock + lease)
    clock += lease - 1
    expect(await service.takePage(ben, { project: name, size: 1 })).toMatchObject({ waiting: 'AllLeased' })
    clock += 1
    await expect(service.renewPage(ana, { project: name, page: page.page })).rejects.toEqual(
      refusal('PageExpired'),
    )
  })

  test('a renewal that is decided before the page expires and written after others got its items fails', async () => {
    const page = await take(ana, 4)
    clock += lease - 1
    let once = true
    const slow = wrapStore(store, async (call, run) => {
      if (call.method === 'batch' && once) {
        once = false
        clock += 1
        await take(ben, 4)
      }
      return run()
    })
    await expect(newService(slow).renewPage(ana, { project: name, page: page.page })).rejects.toEqual(
      refusal('PageExpired'),
    )
    expect(await dispatchProblems(store, project, clock)).toEqual([])
  })

  test('a released page’s items are free at once; it cannot be submitted or renewed any more', async () => {
    const page = await take(ana, 4)
    const input = { project: name, page: page.page }
    await service.releasePage(ana, input)
    await service.releasePage(ana, input)
    expect((await take(ben, 4)).items).toHaveLength(4)
    await expect(submit(ana, page)).rejects.toEqual(refusal('PageReleased'))
    await expect(service.renewPage(ana, input)).rejects.toEqual(refusal('PageReleased'))
  })
})
