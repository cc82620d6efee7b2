import { describe, expect, test } from '@jest/globals'
import {
  foreignItem,
  judgeAnswer,
  requireComplete,
  requireDistinct,
  type GivenAnswer,
} from '../../../../src/domain/labeling/judge-answers.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { taskContextOf } from '../../../../src/domain/tasks/task-context.ts'
import { makeItem, makeProject } from '../../../support/make-documents.ts'

const project = makeProject()
const idOf = (path: string) => makeItem(project, path).id
const [a, b, c] = [idOf('a'), idOf('b'), idOf('c')]
const judge = (fields: object, index = 0) =>
  judgeAnswer(tasks.of(project), taskContextOf(project, 'Labeler'), index, { item: a, ...fields })
const skip = (item: typeof a): GivenAnswer => ({ item, skip: true })

const some = expect.stringMatching(/./)
const refusal = (code: string, details: readonly object[], message: unknown = some) =>
  expect.objectContaining({ code, message, target: 'answers', details })

describe('the answers of a request', () => {
  test('are one for each item', () => {
    expect(() => requireDistinct([skip(a), skip(b), skip(a), skip(c), skip(c)])).toThrow(
      refusal('InvalidRequest', [
        { code: 'InvalidRequest', message: expect.stringContaining(a), target: 'answers[2]' },
        { code: 'InvalidRequest', message: expect.stringContaining(c), target: 'answers[4]' },
      ]),
    )
    expect(requireDistinct([skip(a), skip(b)])).toBeUndefined()
  })

  test('are for all items that wait for one, unless some may be left', () => {
    expect(() => requireComplete([a, b], [skip(b)])).toThrow(
      refusal(
        'PageIncomplete',
        [{ code: 'PageIncomplete', message: some, target: a }],
        expect.stringMatching(/^1 .* 2 .*'partial'/),
      ),
    )
    expect(requireComplete([a, b], [skip(b), skip(c), skip(a)])).toBeUndefined()
  })
})

describe('an answer', () => {
  test('is a label or a skip, with the time that it took', () => {
    const dog = { type: 'Label', label: { kind: 'Classes', classes: ['c1'] }, classes: ['c1'] }
    expect(judge({ labels: ['Dog'] })).toEqual({ given: dog })
    expect(judge({ labels: ['Dog'], activeMs: 7 })).toEqual({ given: { ...dog, activeMs: 7 } })
    expect(judge({ skip: true, reason: 'dark', activeMs: 0 })).toEqual({
      given: { type: 'Skip', reason: 'dark', activeMs: 0 },
    })
  })

  test.each([
    ['an unknown class', { labels: ['Cow'] }, 'UnknownClass', 'answers[3].labels'],
    ['no class', { labels: [] }, 'WrongLabelCount', 'answers[3].labels'],
    ['fields of another task type', { boxes: [] }, 'InvalidRequest', 'answers[3].boxes'],
    ['no fields', {}, 'InvalidRequest', 'answers[3].item'],
  ])('with %s is wrong, and is told where', (_, fields, code, target) => {
    expect(judge(fields, 3)).toEqual({ problem: { code, target, message: some } })
  })

  test('to an item of another page is told with its item', () => {
    const problem = foreignItem(2, c)
    expect(problem).toEqual({
      code: 'ForeignItem',
      target: 'answers[2].item',
      message: expect.stringContaining(c),
    })
  })
})
