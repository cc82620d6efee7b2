import { describe, expect, test } from '@jest/globals'
import { classId } from '../../../../../src/domain/core/ids.ts'
import { classesOf, label, maxLabelsPerItem } from '../../../../../src/domain/model/labels/label.ts'
import { labelClass, maxClassDepth } from '../../../../../src/domain/model/labels/label-class.ts'

describe('a label', () => {
  test('counts for each of its classes once', () => {
    const classes = ['c2', 'c0', 'c2'].map((id) => classId.parse(id))
    expect(classesOf({ kind: 'Classes', classes })).toEqual(['c2', 'c0'])
    expect(classesOf({ kind: 'Classes', classes: [] })).toEqual([])
  })

  test('is read with what it has, or refused', () => {
    const some = { kind: 'Classes', classes: ['c0'] }
    expect(label.parse(some)).toEqual(some)
    for (const wrong of [
      { kind: 'Other', classes: [] },
      { kind: 'Classes' },
      { kind: 'Classes', classes: ['x'] },
    ])
      expect(label.safeParse(wrong).success).toBe(false)
    expect(maxLabelsPerItem).toBe(20)
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
