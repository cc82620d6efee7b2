import { describe, expect, test } from '@jest/globals'
import type { ItemId } from '../../../../../src/domain/core/ids.ts'
import {
  heldItems,
  takenAnswers,
  withTakenAnswers,
  type TakenAnswer,
} from '../../../../../src/domain/model/leases/taken-answers.ts'
import { makeItem, makePage, makeProject } from '../../../../support/make-documents.ts'

const project = makeProject()
const [a, b, c] = [makeItem(project, 'a'), makeItem(project, 'b'), makeItem(project, 'c')]
const page = makePage('ana', [a, b, c])
const [one, other] = ['x'.repeat(16), 'y'.repeat(16)]

describe('the answers that a page has taken', () => {
  test('are none before the first one', () => {
    expect(takenAnswers(page).size).toBe(0)
    expect(heldItems(page)).toEqual([a.id, b.id, c.id])
    expect(withTakenAnswers(page, new Map())).toEqual(page)
  })

  test('are kept with their times, and the others are held', () => {
    const taken = new Map([
      [c.id, { mark: one, at: 5, refused: 'ItemChanged' as const }],
      [a.id, { mark: other, at: 4, refused: undefined }],
    ])
    const part = withTakenAnswers(page, taken)
    expect(part).toEqual({
      ...page,
      taken: `${other}${' '.repeat(16)}${one}`,
      takenAt: [4, 0, 5],
      refused: [{ item: c.id, code: 'ItemChanged' }],
    })
    expect(new Map(takenAnswers(part))).toEqual(taken)
    expect(heldItems(part)).toEqual([b.id])
    const all = new Map<ItemId, TakenAnswer>([...taken, [b.id, { mark: one, at: 6 }]])
    const whole = withTakenAnswers({ ...part, status: 'Submitted', submittedAt: 6 }, all)
    expect(whole.takenAt).toEqual([4, 0, 5])
    expect(takenAnswers(whole).get(b.id)).toMatchObject({ at: 6 })
  })

  test('have no times of their own if all came with the last submit', () => {
    const all = new Map(page.items.map(({ id }) => [id, { mark: one, at: 6 }] as const))
    const whole = withTakenAnswers({ ...page, status: 'Submitted', submittedAt: 6 }, all)
    expect(whole).not.toHaveProperty('takenAt')
    expect(whole).not.toHaveProperty('refused')
    expect([...takenAnswers(whole).values()].map(({ at }) => at)).toEqual([6, 6, 6])
  })

  test('of an earlier version are all, each like no other answer', () => {
    const older = { ...page, status: 'Submitted' as const, submittedAt: 3, fingerprint: 'f', answers: 'a' }
    const taken = takenAnswers({ ...older, refused: [{ item: b.id, code: 'ItemNotOpen' }] })
    expect([...taken.values()].map(({ at, refused }) => [at, refused])).toEqual([
      [3, undefined],
      [3, 'ItemNotOpen'],
      [3, undefined],
    ])
    expect(heldItems(older)).toEqual([])
    const kept = withTakenAnswers(older, new Map([...taken].slice(1)))
    expect(kept).not.toHaveProperty('fingerprint')
    expect(kept).not.toHaveProperty('answers')
    expect(heldItems({ ...kept, status: 'Held' })).toEqual([a.id])
  })

  test('end what a reopening has taken back', () => {
    const skip = { type: 'Skip' as const }
    const reopened = { ...page, reopened: [a, b].map(({ id }) => ({ item: id, answer: skip })) }
    expect(withTakenAnswers(reopened, new Map([[a.id, { mark: one, at: 1 }]])).reopened).toEqual([
      { item: b.id, answer: skip },
    ])
  })
})
