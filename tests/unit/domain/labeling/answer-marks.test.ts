import { describe, expect, test } from '@jest/globals'
import {
  answerMark,
  answersFingerprint,
  hasSameMeaning,
  isSentAgain,
  requestFingerprint,
} from '../../../../src/domain/labeling/answer-marks.ts'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import type { GivenOutcome } from '../../../../src/domain/model/items/change-item.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { labelOf, makeItem, makeProject } from '../../../support/make-documents.ts'

const project = makeProject({ taskType: 'MultiLabel' })
const task = tasks.of(project)
const [a, b] = [makeItem(project, 'a').id, makeItem(project, 'b').id]
const both = labelOf('c0', 'c1')
const skip = { type: 'Skip' as const }
const sent = { item: a, labels: ['Cat', 'Dog'] }
const mark = answerMark(task, sent, both)

describe('the mark of an answer', () => {
  test('is short, and the same for the same answer', () => {
    expect(mark).toMatch(/^[\w-]{16}$/)
    expect(answerMark(task, { labels: ['Cat', 'Dog'], item: a }, both)).toBe(mark)
  })

  test('recognizes the answer as it was sent, however long it took', () => {
    expect(isSentAgain(mark, { ...sent, activeMs: 5 })).toBe(true)
    expect(isSentAgain(mark, { ...sent, labels: ['Dog', 'Cat'] })).toBe(false)
    expect(isSentAgain(mark, { ...sent, item: b })).toBe(false)
  })

  test('recognizes an answer with the same meaning', () => {
    expect(hasSameMeaning(mark, task, labelOf('c1', 'c0'))).toBe(true)
    for (const other of [labelOf('c0'), labelOf('c0', 'c2'), skip])
      expect(hasSameMeaning(mark, task, other)).toBe(false)
    const skipped = answerMark(task, { item: a, skip: true, reason: 'dark' }, { ...skip, reason: 'dark' })
    expect(hasSameMeaning(skipped, task, { ...skip, reason: 'dark' })).toBe(true)
    expect(hasSameMeaning(skipped, task, skip)).toBe(false)
  })
})

describe('the fingerprints of earlier versions', () => {
  test('are those that they stored', () => {
    const answers = [sent, { item: b, skip: true as const, reason: 'dark' }]
    expect(requestFingerprint(answers)).toBe(requestFingerprint(answers.toReversed()))
    expect(requestFingerprint(answers)).toBe('O5r1VTWW08iUOr3Km-oqeTWph5KHISf884OMw2oFqoE')
    const judged = new Map<ItemId, GivenOutcome>([
      [a, both],
      [b, { ...skip, reason: 'dark' }],
    ])
    expect(answersFingerprint(task, judged)).toBe('cHyk6F0M0PSAnfF-9vsQPzrToYEK17CgTpRtnOWy1kE')
  })
})
