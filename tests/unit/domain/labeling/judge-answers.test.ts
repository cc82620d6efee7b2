import { describe, expect, test } from '@jest/globals'
import { classId } from '../../../../src/domain/core/ids.ts'
import { judgeAnswers, type GivenAnswer } from '../../../../src/domain/labeling/judge-answers.ts'
import { makeItem, makePage, makeProject } from '../../../support/make-documents.ts'

const [first, second, other] = ['a', 'b', 'c'].map((path) => makeItem(makeProject(), path))
const [a, b, c] = [first!.id, second!.id, other!.id]
const onPage = makePage('ana', [first!, second!]).items
const classes = new Map(['Cat', 'Dog'].map((name, index) => [name, classId.parse(`c${index}`)] as const))
const judge = (...answers: readonly GivenAnswer[]) =>
  judgeAnswers({ taskType: 'MultiClass', classes, mayBeEmpty: false }, onPage, answers)
const label = (item: typeof a, ...labels: readonly string[]): GivenAnswer => ({ item, labels })
const skip = (item: typeof a): GivenAnswer => ({ item, skip: true })

const refusal = (code: string, message: string, details: readonly object[]) =>
  expect.objectContaining({ code, message, target: 'answers', details })

describe('the answers of a page', () => {
  test('are labels and skips, each for its item', () => {
    const judged = judge({ item: b, skip: true, reason: 'dark' }, label(a, 'Dog'))
    expect([...judged]).toEqual([
      [b, { type: 'Skip', reason: 'dark' }],
      [a, { type: 'Label', label: { kind: 'Classes', classes: ['c1'] } }],
    ])
    expect(judge(skip(a), skip(b)).get(a)).toStrictEqual({ type: 'Skip' })
  })

  test('are of its items alone', () => {
    expect(() => judge(skip(a), skip(c), skip(b), skip(c))).toThrow(
      refusal('ForeignItem', 'Answer only the items of this page', [
        { code: 'ForeignItem', message: `The item '${c}' is not on this page`, target: 'answers[1]' },
        { code: 'ForeignItem', message: `The item '${c}' is not on this page`, target: 'answers[3]' },
      ]),
    )
  })

  test('are one for each item', () => {
    expect(() => judge(skip(a), skip(b), label(a, 'Cat'))).toThrow(
      refusal('InvalidRequest', 'Answer each item of the page once', [
        { code: 'InvalidRequest', message: `The item '${a}' is answered twice`, target: 'answers[2]' },
      ]),
    )
    expect(() => judge(label(b, 'Cat'))).toThrow(
      refusal(
        'PageIncomplete',
        "1 of the page's 2 items have no answer; label or skip each, then submit the whole page",
        [{ code: 'PageIncomplete', message: 'This item has no answer', target: a }],
      ),
    )
  })

  test('are each possible in the project, and every other one is told', () => {
    const unknown = {
      code: 'UnknownClass',
      message: expect.stringContaining("'Cow' is no class"),
      target: 'answers[0].labels',
    }
    const wrongCount = {
      code: 'WrongLabelCount',
      message: 'This project takes exactly one class for each item',
      target: 'answers[1].labels',
    }
    expect(() => judge(label(a, 'Cow'), label(b))).toThrow(
      refusal('UnknownClass', expect.stringContaining("'Cow' is no class") as never, [unknown, wrongCount]),
    )
    expect(() => judge(label(a), label(b, 'Cow'))).toThrow(
      refusal('WrongLabelCount', wrongCount.message, [
        { ...wrongCount, target: 'answers[0].labels' },
        { ...unknown, target: 'answers[1].labels' },
      ]),
    )
    expect(() => judge(label(a, 'Cat'), label(b))).toThrow(
      refusal('WrongLabelCount', wrongCount.message, [wrongCount]),
    )
  })
})
