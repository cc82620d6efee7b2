import { describe, expect, it } from '@jest/globals'
import { decidedOf, items } from '../../../../../src/domain/model/items/item.ts'
import { upgradeItem } from '../../../../../src/domain/model/items/upgrade-item.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'

const { answers: _, ...unanswered } = makeItem(makeProject(), 'a.png')
const label = { kind: 'Classes', classes: ['c0'] }
const answer = { type: 'Label', label, by: 'ann', at: 10 }
const skip = { type: 'Skip', reason: 'dark', by: 'ben', at: 5 }

const open = (document: object) =>
  items.parse({ document: { ...unanswered, ...document }, etag: '' }).document

describe('an item of version 0.1.0', () => {
  it('without an answer has none', () => {
    const item = open({})
    expect(item.answers).toEqual([])
    expect(item.decision).toBeUndefined()
    expect(decidedOf(item)).toBeUndefined()
  })

  it('with an answer has it, and is decided by it', () => {
    const item = open({ state: 'labeled', answer, labeledBy: 'ann', classes: ['c0'] })
    expect(item).not.toHaveProperty('answer')
    expect(item.answers).toEqual([answer])
    expect(decidedOf(item)).toEqual({ source: 'Labeler', ...answer })
  })

  it('keeps its history, each answer as a decision', () => {
    const end = { endedAt: 7, endedBy: 'rev', action: 'Rejected', comment: 'look again' }
    expect(open({ history: [{ answer: skip, approved: undefined, ...end }] }).history).toEqual([
      { decision: { source: 'Labeler', ...skip }, ...end },
    ])
  })

  it('tells the label of a reviewer from that of a labeler', () => {
    const relabeled = { answer: skip, endedAt: 10, endedBy: 'ann', action: 'Relabeled' }
    const item = open({ state: 'labeled', answer, history: [relabeled] })
    expect(item.answers).toEqual([])
    expect(decidedOf(item)).toEqual({ source: 'Reviewer', ...answer })
    const rejected = { answer, endedAt: 20, endedBy: 'rev', action: 'Rejected' }
    expect(open({ history: [relabeled, rejected] }).history.map(({ decision }) => decision.source)).toEqual([
      'Labeler',
      'Reviewer',
    ])
  })

  it('is upgraded once: a present one stays as it is', () => {
    const present = makeItem(makeProject(), 'a.png')
    expect(upgradeItem(present)).toBe(present)
    expect(upgradeItem('no document')).toBe('no document')
  })
})
