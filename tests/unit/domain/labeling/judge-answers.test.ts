import { describe, expect, test } from '@jest/globals'
import { judgeAnswers, type GivenAnswer } from '../../../../src/domain/labeling/judge-answers.ts'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { taskContextOf } from '../../../../src/domain/tasks/task-context.ts'
import { makeItem, makePage, makeProject } from '../../../support/make-documents.ts'

const [first, second, other] = ['a', 'b', 'c'].map((path) => makeItem(makeProject(), path))
const [a, b, c] = [first!.id, second!.id, other!.id]
const onPage = makePage('ana', [first!, second!]).items
const project = makeProject()
const judge = (...answers: readonly GivenAnswer[]) =>
  judgeAnswers(tasks.of(project), taskContextOf(project, 'Labeler'), onPage, answers)
const label = (item: typeof a, ...labels: readonly string[]): GivenAnswer => ({ item, labels })
const skip = (item: typeof a): GivenAnswer => ({ item, skip: true })

const some = expect.stringMatching(/./)
const refusal = (code: string, details: readonly object[], message: unknown = some) =>
  expect.objectContaining({ code, message, target: 'answers', details })

describe('the answers of a page', () => {
  test('are labels and skips, each for its item', () => {
    const judged = judge({ item: b, skip: true, reason: 'dark' }, label(a, 'Dog'))
    expect([...judged]).toEqual([
      [b, { type: 'Skip', reason: 'dark' }],
      [a, { type: 'Label', label: { kind: 'Classes', classes: ['c1'] }, classes: ['c1'] }],
    ])
    expect(judge(skip(a), skip(b)).get(a)).toEqual({ type: 'Skip' })
  })

  test('are of its items alone', () => {
    const foreign = (index: number) => ({
      code: 'ForeignItem',
      message: expect.stringContaining(c),
      target: `answers[${index}]`,
    })
    expect(() => judge(skip(a), skip(c), skip(b), skip(c))).toThrow(
      refusal('ForeignItem', [foreign(1), foreign(3)]),
    )
  })

  test('are one for each item', () => {
    expect(() => judge(skip(a), skip(b), label(a, 'Cat'))).toThrow(
      refusal('InvalidRequest', [
        { code: 'InvalidRequest', message: expect.stringContaining(a), target: 'answers[2]' },
      ]),
    )
    expect(() => judge(label(b, 'Cat'))).toThrow(
      refusal(
        'PageIncomplete',
        [{ code: 'PageIncomplete', message: some, target: a }],
        expect.stringMatching(/1 .* 2 /),
      ),
    )
  })

  test('are each possible in the project, and all that are not are told', () => {
    const about = (code: string, index: number) => ({
      code,
      message: some,
      target: `answers[${index}].labels`,
    })
    expect(() => judge(label(a, 'Cow'), label(b))).toThrow(
      refusal(
        'UnknownClass',
        [about('UnknownClass', 0), about('WrongLabelCount', 1)],
        expect.stringContaining("'Cow'"),
      ),
    )
    expect(() => judge(label(a), label(b, 'Cow'))).toThrow(
      refusal('WrongLabelCount', [about('WrongLabelCount', 0), about('UnknownClass', 1)]),
    )
    expect(() => judge(label(a, 'Cat'), label(b))).toThrow(
      refusal('WrongLabelCount', [about('WrongLabelCount', 1)]),
    )
  })

  test('that are no fields of the task type are told at their first field, or at their item', () => {
    const about = (target: string) => [{ code: 'InvalidRequest', message: some, target }]
    expect(() => judge(skip(a), { item: b, boxes: [] })).toThrow(
      refusal('InvalidRequest', about('answers[1].boxes')),
    )
    expect(() => judge({ item: a }, skip(b))).toThrow(refusal('InvalidRequest', about('answers[0].item')))
  })
})
