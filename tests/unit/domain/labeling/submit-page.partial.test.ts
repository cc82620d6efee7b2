import { beforeEach, describe, expect, test } from '@jest/globals'
import { createItemMemory } from '../../../../src/domain/labeling/item-memory.ts'
import type { GivenAnswer } from '../../../../src/domain/labeling/judge-answers.ts'
import { submitPage } from '../../../../src/domain/labeling/submit-page.ts'
import { items, type ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { leases } from '../../../../src/domain/model/leases/lease.ts'
import { heldItems } from '../../../../src/domain/model/leases/taken-answers.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { callerOf, makeItem, makePage, makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { setUpProject } from '../../../support/seed-project.ts'

const project = makeProject()
const [a, b] = [makeItem(project, 'a.png'), makeItem(project, 'b.png')]
const held = makePage('ana', [a, b])
const cat = (item: ItemDocument) => ({ item: item.id, labels: ['Cat'] })
const skip = (item: ItemDocument) => ({ item: item.id, skip: true as const, reason: 'dark' })
const accepted = [a, b].map(({ id }) => ({ item: id, status: 'Accepted' }))
const refused = ({ id }: ItemDocument, code: string) => ({
  item: id,
  status: 'Refused',
  error: { code, message: expect.stringMatching(/.+;.+/) },
})

let clock: number
let store: Store
beforeEach(async () => {
  clock = 1000
  store = createMemoryStore(() => clock)
  await setUpProject(store, project, ['ana'], ['a.png', 'b.png'])
  await store.batch('items', 'u1:0', [{ type: 'create', document: held }])
})

const send = (answers: readonly GivenAnswer[], partial?: boolean) =>
  submitPage({ store, now: () => clock, memory: createItemMemory(), tasks })(callerOf('ana'), {
    project: project.id,
    page: held.page,
    answers,
    partial,
  })
const submit = async (answers: readonly GivenAnswer[] = [cat(a), skip(b)]) => (await send(answers)).results
const storedPage = async () => (await leases.read(store, 'u1:0', held.id))?.document
const storedItem = async ({ id }: ItemDocument) => (await items.read(store, 'u1:0', id))!
const change = async (item: ItemDocument, changes: Partial<ItemDocument>) => {
  const { document, etag } = await storedItem(item)
  await store.batch('items', 'u1:0', [
    { type: 'replace', document: { ...document, ...changes }, ifMatch: etag },
  ])
}

describe('a wrong answer', () => {
  const cow = { item: a.id, labels: ['Cow'] }
  const wrong = (target: string, code: string, { id } = a) => ({
    item: id,
    status: 'Refused',
    error: { code, message: expect.any(String), target },
    retriable: true,
  })

  test('refuses itself alone, and its item waits for another one', async () => {
    const { results, page } = await send([skip(b), cow])
    expect(results).toEqual([wrong('answers[1].labels', 'UnknownClass'), accepted[1]])
    expect(page).toMatchObject({ status: 'Held', leaseUntil: held.leaseUntil })
    expect(page).toEqual(await storedPage())
    expect(heldItems(page)).toEqual([a.id])
    expect((await storedItem(a)).document).toMatchObject({ state: 'unlabeled' })
    expect((await storedItem(b)).document).toMatchObject({ state: 'skipped' })
    const again = await send([cat(a)])
    expect(again.results).toEqual([accepted[0]])
    expect(again.page).toMatchObject({ status: 'Submitted', submittedAt: 1000 })
  })

  test('writes nothing if it is the only one', async () => {
    expect((await send([cow, { item: b.id, labels: [] }])).results).toEqual([
      wrong('answers[0].labels', 'UnknownClass'),
      wrong('answers[1].labels', 'WrongLabelCount', b),
    ])
    expect(await storedPage()).toEqual(held)
  })

  test('is one to an item of another page; its result comes last', async () => {
    const other = makeItem(project, 'c.png')
    expect((await send([cat(other), skip(b), cat(a)])).results).toEqual([
      ...accepted,
      wrong('answers[0].item', 'ForeignItem', other),
    ])
  })

  test('is not two answers to one item: these are refused together', async () => {
    await expect(send([cat(a), cat(a), skip(b)])).rejects.toMatchObject({ code: 'InvalidRequest' })
    expect(await storedPage()).toEqual(held)
  })
})

describe('a partial submit', () => {
  const part = (...answers: readonly GivenAnswer[]) => send(answers, true)

  test('takes some answers and leaves the rest of the page held', async () => {
    const { results, page } = await part(skip(b))
    expect(results).toEqual([accepted[1]])
    expect(page).toEqual({ ...held, taken: expect.stringMatching(/^ {16}[\w-]{16}$/), takenAt: [0, 1000] })
    clock = 2000
    expect((await part(cat(a))).page).toMatchObject({
      status: 'Submitted',
      takenAt: [0, 1000],
      submittedAt: 2000,
    })
    expect((await storedItem(a)).document.answers).toMatchObject([{ at: 2000 }])
    expect((await storedItem(b)).document.answers).toMatchObject([{ at: 1000 }])
  })

  test('may be repeated, in any parts and also as a whole', async () => {
    await part(skip(b))
    expect((await part(skip(b))).results).toEqual([accepted[1]])
    clock = 2000
    expect(await submit()).toEqual(accepted)
    expect(await storedPage()).toMatchObject({ submittedAt: 2000, takenAt: [0, 1000] })
    clock = 3000
    expect((await part(cat(a))).results).toEqual([accepted[0]])
    expect(await submit([skip(b), cat(a)])).toEqual(accepted)
    expect(await submit([skip(b)])).toEqual([accepted[1]])
    expect(await storedPage()).toMatchObject({ submittedAt: 2000 })
  })

  test('keeps the first answer to an item', async () => {
    await part(cat(a))
    const other = { item: a.id, labels: ['Dog'] }
    const results = [refused(a, 'AlreadyAnswered'), accepted[1]]
    expect((await part(other, skip(b))).results).toEqual(results)
    expect((await part(other, skip(b))).results).toEqual(results)
    expect((await storedItem(a)).document.classes).toEqual(['c0'])
    await expect(part(other)).rejects.toMatchObject({ code: 'PageAlreadySubmitted' })
  })

  test('is whole with the answers that are left, and not without', async () => {
    await part(cat(a))
    expect(await submit([skip(b)])).toEqual([accepted[1]])
    expect(await storedPage()).toMatchObject({ status: 'Submitted' })
  })

  test('of which an answer was refused for good refuses another one for the same reason', async () => {
    await change(a, { state: 'labeled' })
    expect((await part(cat(a))).results).toEqual([refused(a, 'ItemNotOpen')])
    await change(a, { state: 'unlabeled' })
    expect((await part({ item: a.id, labels: ['Dog'] })).results).toEqual([refused(a, 'ItemNotOpen')])
    expect((await part(skip(b))).page).toMatchObject({
      status: 'Submitted',
      refused: [{ item: a.id, code: 'ItemNotOpen' }],
    })
  })

  test('keeps the time that an answer took', async () => {
    await part({ ...cat(a), activeMs: 1234 })
    expect((await storedItem(a)).document.answers).toMatchObject([{ activeMs: 1234 }])
    expect((await part({ ...cat(a), activeMs: 9 })).results).toEqual([accepted[0]])
    expect((await storedItem(a)).document.answers).toMatchObject([{ activeMs: 1234 }])
  })
})
