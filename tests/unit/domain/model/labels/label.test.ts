import { describe, expect, test } from '@jest/globals'
import { label } from '../../../../../src/domain/model/labels/label.ts'
import { labelClass, maxClassDepth } from '../../../../../src/domain/model/labels/label-class.ts'

describe('a label', () => {
  test('says its kind; the rest is for its task type', () => {
    const some = { kind: 'Other', text: 'x', classes: ['c0'] }
    expect(label.parse(some)).toEqual(some)
    for (const wrong of [{ classes: ['c0'] }, { kind: 1 }, null, 'Classes', undefined])
      expect(label.safeParse(wrong).success).toBe(false)
    expect(label.safeParse({}).error?.issues[0]?.message).toMatch(/./)
  })
})

describe('a class', () => {
  test('is read with what it has, or refused', () => {
    const full = { id: 'c0', path: 'Dog/Poodle', color: '#112233', withdrawn: true }
    expect(labelClass.parse(full)).toEqual(full)
    for (const wrong of [{ id: 'c0' }, { id: 'x', path: 'Dog' }, { ...full, withdrawn: false }])
      expect(labelClass.safeParse(wrong).success).toBe(false)
    expect(maxClassDepth).toBe(6)
  })
})
