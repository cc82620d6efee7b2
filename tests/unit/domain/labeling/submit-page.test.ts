import { beforeEach, describe, expect, test } from '@jest/globals'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import { answersFingerprint, requestFingerprint } from '../../../../src/domain/labeling/answer-marks.ts'
import { createItemMemory, type ItemMemory } from '../../../../src/domain/labeling/item-memory.ts'
import type { GivenAnswer } from '../../../../src/domain/labeling/judge-answers.ts'
import { submitPage } from '../../../../src/domain/labeling/submit-page.ts'
import type { GivenOutcome } from '../../../../src/domain/model/items/change-item.ts'
import { items, type ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { leases, type LeaseDocument } from '../../../../src/domain/model/leases/lease.ts'
import type { ProjectDocument } from '../../../../src/domain/model/projects/project.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { callerOf, labelOf, lease, makeItem, makePage, makeProject } from '../../../support/make-documents.ts'
import { faultyStore } from '../../../support/faulty-store.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { setUpProject } from '../../../support/seed-project.ts'
import { wrapStore } from '../../../support/wrapped-store.ts'

const project = makeProject()
const ana = callerOf('ana')
const [a, b] = [makeItem(project, 'a.png'), makeItem(project, 'b.png')]
const held = makePage('ana', [a, b])
const cat = (item: ItemDocument) => ({ item: item.id, labels: ['Cat'] })
const skip = (item: ItemDocument) => ({ item: item.id, skip: true as const, reason: 'dark' })
const accepted = [a, b].map(({ id }) => ({ item: id, status: 'Accepted' }))

let clock: number
let store: Store
let memory: ItemMemory
let world: { conflicts: number; reads: number }
beforeEach(async () => {
  clock = 1000
  world = { conflicts: 0, reads: 0 }
  memory = createItemMemory()
  const plain = createMemoryStore(() => clock)
  await setUpProject(plain, project, ['ana', 'ben'], ['a.png', 'b.png'])
  await plain.batch('items', 'u1:0', [{ type: 'create', document: held }])
  const counted = wrapStore(plain, async ({ method }, run) => {
    if (method === 'readMany') world.reads += 1
    return run()
  })
  store = faultyStore(counted, ({ method, operations }) =>
    method === 'batch' && (operations?.length ?? 0) > 2 && world.conflicts-- > 0 ? 'conflict' : 'pass',
  )
})

const submit = async (answers: readonly GivenAnswer[] = [cat(a), skip(b)], who = ana) => {
  const send = submitPage({ store, now: () => clock, memory, tasks })
  return (await send(who, { project: project.id, page: held.page, answers })).results
}
const storedPage = async () => (await leases.read(store, 'u1:0', held.id))?.document
const storedItem = async ({ id }: ItemDocument) => (await items.read(store, 'u1:0', id))!
const change = async (item: ItemDocument, changes: Partial<ItemDocument>) => {
  const { document, etag } = await storedItem(item)
  await store.batch('items', 'u1:0', [
    { type: 'replace', document: { ...document, ...changes }, ifMatch: etag },
  ])
}
const replacePage = async (changes: Partial<LeaseDocument>) => {
  const { etag } = (await leases.read(store, 'u1:0', held.id))!
  await store.batch('items', 'u1:0', [{ type: 'replace', document: { ...held, ...changes }, ifMatch: etag }])
}
const refused = ({ id }: ItemDocument, code: string) => ({
  item: id,
  status: 'Refused',
  error: { code, message: expect.stringMatching(/.+;.+/) },
})

describe('a submitted page', () => {
  test('gives its items their answers, and keeps its outcome for a day', async () => {
    expect(await submit()).toEqual(accepted)
    expect((await storedItem(a)).document).toMatchObject({
      state: 'labeled',
      answers: [{ type: 'Label', label: { classes: ['c0'] }, by: 'ana', at: 1000 }],
    })
    expect((await storedItem(b)).document).toMatchObject({
      state: 'skipped',
      answers: [{ type: 'Skip', reason: 'dark', by: 'ana', at: 1000 }],
    })
    const { leaseUntil: _, ...rest } = held
    expect(await storedPage()).toEqual({
      ...rest,
      status: 'Submitted',
      taken: expect.stringMatching(/^[\w-]{32}$/),
      submittedAt: 1000,
      ttl: 24 * 3600,
    })
    expect(await store.read('items', 'u1:0', 'dispatch')).toBeUndefined()
  })

  test('submitted again with the same answers has the same outcome', async () => {
    await change(a, { file: { ...a.file, etag: 'new' } })
    const first = await submit()
    expect(first).toEqual([refused(a, 'ItemChanged'), accepted[1]])
    clock = 2000
    expect(await submit([skip(b), cat(a)])).toEqual(first)
    expect(await storedPage()).toMatchObject({
      refused: [{ item: a.id, code: 'ItemChanged' }],
      submittedAt: 1000,
    })
  })

  test('takes no other answers', async () => {
    await submit()
    await expect(submit([skip(a), cat(b)])).rejects.toMatchObject({ code: 'PageAlreadySubmitted' })
    expect(await submit([cat(a), cat(b)])).toEqual([accepted[0], refused(b, 'AlreadyAnswered')])
    expect((await storedItem(b)).document.answers).toMatchObject([{ type: 'Skip' }])
  })

  test('refuses for good what it has refused, also with another answer', async () => {
    await change(a, { file: { ...a.file, etag: 'new' } })
    const first = await submit()
    expect(await submit([skip(a), skip(b)])).toEqual(first)
    expect(await submit([skip(a)])).toEqual([refused(a, 'ItemChanged')])
  })

  describe('of several classes', () => {
    const cats = (labels: readonly string[]) => [{ item: a.id, labels }, skip(b)]
    const setClasses = async (changes: Partial<ProjectDocument>) => {
      const { document, etag } = (await store.read('workspace', 'project', project.id))!
      await store.batch('workspace', 'project', [
        { type: 'replace', document: { ...document, ...changes }, ifMatch: etag },
      ])
    }
    beforeEach(() => setClasses({ taskType: 'MultiLabel' }))

    test('is the same with the classes in another order', async () => {
      expect(await submit(cats(['Cat', 'Dog']))).toEqual(accepted)
      expect(await submit(cats(['Dog', 'Cat']))).toEqual(accepted)
      expect(await submit(cats(['Dog', 'Cat']).toReversed())).toEqual(accepted)
      expect((await storedItem(a)).document.answers).toMatchObject([{ label: { classes: ['c0', 'c1'] } }])
      for (const labels of [['Cat'], ['Cat', 'Dog/Poodle']])
        expect(await submit(cats(labels))).toEqual([refused(a, 'AlreadyAnswered'), accepted[1]])
    })

    test('is the same request also after a class was removed', async () => {
      expect(await submit(cats(['Cat', 'Dog']))).toEqual(accepted)
      await setClasses({ classes: project.classes.filter(({ path }) => path !== 'Cat') })
      expect(await submit(cats(['Cat', 'Dog']))).toEqual(accepted)
    })

    test('is refused again for the reason of the first time, also after the page was submitted', async () => {
      const unknown = { code: 'UnknownClass', message: expect.any(String), target: 'answers[0].labels' }
      const wrong = { item: a.id, status: 'Refused', error: unknown }
      expect(await submit(cats(['Cow']))).toEqual([{ ...wrong, retriable: true }, accepted[1]])
      await submit(cats(['Cat']))
      expect(await submit(cats(['Cow']))).toEqual([wrong, accepted[1]])
    })

    describe('to an earlier version', () => {
      const older = async (changes: Partial<LeaseDocument>) => {
        await replacePage({ status: 'Submitted', submittedAt: 5, leaseUntil: undefined, ...changes })
        await change(a, { state: 'labeled' })
        await change(b, { state: 'labeled' })
      }
      const sent = cats(['Cat', 'Dog'])
      const fingerprint = requestFingerprint(sent)

      test('is recognized in the order of the request, where version 0.1.0 stored the page', async () => {
        await older({ fingerprint, refused: [{ item: b.id, code: 'ItemChanged' }] })
        expect(await submit(sent.toReversed())).toEqual([accepted[0], refused(b, 'ItemChanged')])
        await expect(submit(cats(['Dog', 'Cat']))).rejects.toMatchObject({ code: 'PageAlreadySubmitted' })
      })

      test('is recognized in any form, where version 0.2.0 stored the page', async () => {
        const judged = new Map<ItemId, GivenOutcome>([
          [a.id, labelOf('c0', 'c1')],
          [b.id, { type: 'Skip', reason: 'dark' }],
        ])
        const answers = answersFingerprint(tasks.of({ taskType: 'MultiLabel' }), judged)
        await older({ fingerprint, answers, refused: [] })
        expect(await submit(cats(['Dog', 'Cat']))).toEqual(accepted)
        await expect(submit(cats(['Cat']))).rejects.toMatchObject({ code: 'PageAlreadySubmitted' })
      })
    })
  })

  test('must be held, and the labeler’s own', async () => {
    await replacePage({ status: 'Released' })
    await expect(submit()).rejects.toMatchObject({ code: 'PageReleased' })
    await expect(submit([], callerOf('ben'))).rejects.toMatchObject({ code: 'PageNotFound' })
    await expect(submit([], callerOf('eve'))).rejects.toMatchObject({ code: 'ProjectNotFound' })
  })

  test('must be answered whole', async () => {
    await expect(submit([cat(a)])).rejects.toMatchObject({ code: 'PageIncomplete' })
    expect(await storedPage()).toEqual(held)
  })
})

describe('an answer', () => {
  test('is refused for an item that is gone, that is answered or whose file changed', async () => {
    const { etag } = await storedItem(a)
    await store.batch('items', 'u1:0', [{ type: 'delete', id: a.id, ifMatch: etag }])
    await change(b, { state: 'labeled' })
    expect(await submit()).toEqual([refused(a, 'ItemNotFound'), refused(b, 'ItemNotOpen')])
  })

  test('is accepted for the same content under another etag, and refused for any other', async () => {
    const [seen, again] = [
      { ...a.file, md5: 'm' },
      { ...a.file, etag: 'new', md5: 'm' },
    ]
    const onPage = held.items.map((one) => ({ ...one, fileContent: `${seen.size} m` }))
    const outcomeOf = async (file: ItemDocument['file'], items: LeaseDocument['items'] = onPage) => {
      await change(a, { file, state: 'unlabeled' })
      await change(b, { file: { ...b.file, md5: 'm' }, state: 'unlabeled' })
      await replacePage({ items })
      return (await submit())[0]?.error?.code ?? 'Accepted'
    }
    expect(await outcomeOf(again)).toBe('Accepted')
    expect(await outcomeOf(seen)).toBe('Accepted')
    expect(await outcomeOf({ ...again, md5: 'other' })).toBe('ItemChanged')
    expect(await outcomeOf({ ...again, size: 1 })).toBe('ItemChanged')
    expect(await outcomeOf({ ...again, md5: undefined })).toBe('ItemChanged')
    // A page of an earlier version knows the etag only.
    expect(await outcomeOf(again, held.items)).toBe('ItemChanged')
  })

  test('to an expired page is refused for what somebody else holds, and decided on with their leases', async () => {
    const theirs = { ...makePage('ben', [b]), leaseUntil: 3 * lease }
    await store.batch('items', 'u1:0', [{ type: 'create', document: theirs }])
    clock = lease
    expect(await submit()).toEqual([accepted[0], refused(b, 'ItemLeasedToOther')])
    expect(await store.read('items', 'u1:0', 'dispatch')).toMatchObject({ document: { turn: 1 } })
  })

  test('to a live page is taken without a look at the other leases', async () => {
    const theirs = { ...makePage('ben', [b]), leaseUntil: 3 * lease }
    await store.batch('items', 'u1:0', [{ type: 'create', document: theirs }])
    clock = lease - 1
    expect(await submit()).toEqual(accepted)
  })
})

describe('the items of a submitted page', () => {
  test('are read only if they are not remembered', async () => {
    memory.keep('u1:0', [await storedItem(a), await storedItem(b)])
    expect(await submit()).toEqual(accepted)
    expect(world.reads).toBe(0)
  })

  test('are read where they are not remembered, or were remembered as they are no more', async () => {
    memory.keep('u1:0', [await storedItem(a)])
    await change(a, { width: 7 })
    expect(await submit()).toEqual(accepted)
    expect(world.reads).toBe(2)
    expect((await storedItem(a)).document).toMatchObject({ state: 'labeled', width: 7 })
  })

  test('are decided on again after a conflict, up to 20 times', async () => {
    world.conflicts = 20
    await expect(submit()).rejects.toMatchObject({ code: 'ServiceUnavailable' })
    world.conflicts = 19
    expect(await submit()).toEqual(accepted)
  })
})
