import { describe, expect, it, test } from '@jest/globals'
import { z } from 'zod'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { createTasks } from '../../../../src/domain/tasks/tasks.ts'
import { createLabelSchemas } from '../../../../src/functions/items/label-schemas.ts'
import { validationDetails } from '../../../../src/functions/http/validation-details.ts'

const submitBody = z.strictObject({ answers: createLabelSchemas(tasks).answers })
const item = 'a'.repeat(32)
const parse = (answer: object) => submitBody.safeParse({ answers: [{ item, ...answer }] })

describe('an answer', () => {
  it.each([
    ['a label', { labels: ['Cat'] }, { labels: ['Cat'] }],
    ['no class', { labels: [] }, { labels: [] }],
    ['a label and no skip', { labels: ['Cat'], skip: false }, { labels: ['Cat'] }],
    ['a skip', { skip: true }, { skip: true }],
    ['a skip with its reason', { reason: 'dark', skip: true }, { skip: true, reason: 'dark' }],
    ['a skip and an empty list', { labels: [], skip: true }, { skip: true }],
  ])('is %s', (_, given, wanted) => {
    // The text is compared: the order of the fields is part of the stored hash of a submit.
    expect(JSON.stringify(parse(given).data)).toBe(JSON.stringify({ answers: [{ item, ...wanted }] }))
  })

  it.each([
    ['a label and a skip', { labels: ['Cat'], skip: true }, 'UnknownProperty', 'answers[0].labels'],
    ['a reason beside a label', { labels: ['Cat'], reason: 'x' }, 'UnknownProperty', 'answers[0].reason'],
    ['nothing', {}, 'InvalidValue', 'answers[0].labels'],
    ['no skip', { skip: false }, 'InvalidValue', 'answers[0].labels'],
    ['another property', { labels: ['Cat'], score: 1 }, 'UnknownProperty', 'answers[0].score'],
  ])('is not %s', (_, given, code, target) => {
    const { error } = parse(given)
    if (!error) throw new Error('It is accepted')
    expect(validationDetails(error, 'body')).toEqual([expect.objectContaining({ code, target })])
  })
})

test('several kinds of labels are one object, of which each task type takes its own fields', () => {
  const [first] = tasks.all
  if (!first) throw new Error('There is no task type')
  const boxes = { ...first, name: 'Boxes', wire: z.strictObject({ boxes: z.array(z.number()).max(9) }) }
  const { answers: list, labelBody } = createLabelSchemas(createTasks(first, boxes))
  const answers = [
    { item, boxes: [1] },
    { item, labels: ['Cat'] },
    { item, labels: [], boxes: [], skip: true },
  ]
  expect(list.parse(answers)).toEqual([...answers.slice(0, 2), { item, skip: true }])
  expect(labelBody.parse({ boxes: [1] })).toEqual({ boxes: [1] })
  expect(() => labelBody.parse({ other: 1 })).toThrow('Unrecognized key')
})
