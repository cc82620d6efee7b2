import { expect, test } from '@jest/globals'
import { readOptions } from '../../../../lab/hub/options.ts'
import { UsageError } from '../../../../tools/run-command.ts'

test('a task hub is watched for three minutes unless others are given', () => {
  expect(readOptions([])).toEqual({ minutes: 3 })
  expect(readOptions(['--minutes', '0.5'])).toEqual({ minutes: 0.5 })
  expect(() => readOptions(['--minutes', 'long'])).toThrow(UsageError)
  expect(() => readOptions(['--hours', '1'])).toThrow(UsageError)
})
