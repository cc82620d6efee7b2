import { expect, test } from '@jest/globals'
import { classId } from '../../../../../src/domain/core/ids.ts'
import { multiLabel } from '../../../../../src/domain/tasks/multi-label/multi-label.ts'
import { describeTask } from '../../../../contracts/task-contract.ts'

describeTask(multiLabel, {
  taken: [{ labels: ['Cat'] }, { labels: ['Cat', 'Dog'] }, { labels: ['Dog/Poodle', 'Cat', 'Dog'] }],
  refused: [
    [{ labels: [] }, 'WrongLabelCount'],
    [{ labels: ['Cat', 'Cat'] }, 'WrongLabelCount'],
    [{ labels: ['Cat', 'Bird'] }, 'UnknownClass'],
    [{ labels: Array.from({ length: 21 }, () => 'Cat') }, 'InvalidRequest'],
    [{ boxes: [] }, 'InvalidRequest'],
  ],
})

const none = { labels: [] }
const findClass = () => classId.parse('c0')

test('an answer may name no class if the project allows it, or a reviewer says so', () => {
  for (const [options, byReviewer, taken] of [
    [{}, false, false],
    [{ allowNoClass: false }, false, false],
    [{ allowNoClass: true }, false, true],
    [{}, true, true],
  ] as const)
    expect('label' in multiLabel.accept(none, { findClass, options, byReviewer })).toBe(taken)
})
