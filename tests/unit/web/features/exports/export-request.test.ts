import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../../support/property.ts'
import {
  exportRequest,
  trainingShare,
  type ExportForm,
} from '../../../../../web/src/features/exports/export-request.ts'

const form: ExportForm = {
  format: 'Coco',
  include: 'Labeled',
  isSplit: false,
  validation: '20',
  test: '10',
  seed: '1',
  since: '',
  name: ' ',
}

test('a plain export asks for nothing that was not chosen', () => {
  expect(exportRequest(form)).toEqual({ format: 'Coco', include: 'Labeled' })
})

test('percents become shares that add up to one', async () => {
  expect(exportRequest({ ...form, isSplit: true, validation: '12,5' })).toMatchObject({
    split: { train: 0.775, validation: 0.125, test: 0.1, seed: 1 },
  })
  await checkProperty(
    'percents become shares that add up to one',
    fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 39 }), (validation, test) => {
      const request = exportRequest({ ...form, isSplit: true, validation: `${validation}`, test: `${test}` })
      const { train = 0, validation: v = 0, test: t } = request?.split ?? {}
      expect(train + v + (t ?? 0)).toBeCloseTo(1, 6)
    }),
  )
})

test.each([{ validation: '100' }, { validation: '-1' }, { test: 'many' }, { seed: '1.5' }])(
  'a split with %j makes no sense',
  (part) => {
    expect(exportRequest({ ...form, isSplit: true, ...part })).toBeUndefined()
  },
)

test('training has what the other parts leave', () => {
  expect(trainingShare({ validation: '10', test: '12.5' })).toBe(0.775)
  expect(trainingShare({ validation: '60', test: '40' })).toBeUndefined()
  expect(trainingShare({ validation: '', test: 'some' })).toBeUndefined()
})
