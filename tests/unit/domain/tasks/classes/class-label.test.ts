import { describe, expect, it } from '@jest/globals'
import { classId } from '../../../../../src/domain/core/ids.ts'
import {
  agreeOnClasses,
  classesFromRegions,
  mergeClasses,
  type ClassLabel,
} from '../../../../../src/domain/tasks/classes/class-label.ts'

const label = (...ids: readonly string[]): ClassLabel => ({
  kind: 'Classes',
  classes: ids.map((id) => classId.parse(id)),
})

describe('agreeOnClasses', () => {
  it('is the share of classes in common', () => {
    expect(agreeOnClasses(label('c0', 'c1'), label('c1', 'c2'))).toBeCloseTo(1 / 3)
    expect(agreeOnClasses(label('c0'), label('c1'))).toBe(0)
    expect(agreeOnClasses(label(), label())).toBe(1)
    expect(agreeOnClasses(label(), label('c0'))).toBe(0)
  })
})

describe('mergeClasses', () => {
  it('keeps what more than the share of labels have', () => {
    const labels = [label('c0', 'c1'), label('c0'), label('c0', 'c2', 'c2')]
    expect(mergeClasses(labels, { least: 0.5 })).toEqual(['c0'])
    expect(mergeClasses(labels, { least: 0 })).toEqual(['c0', 'c1', 'c2'])
    expect(mergeClasses([label('c0'), label('c1')], { least: 0.5 })).toEqual([])
  })
})

describe('classesFromRegions', () => {
  it('takes classes of whole items only, each once', () => {
    const whole = (id: string) => ({ kind: 'Class' as const, class: classId.parse(id) })
    expect(classesFromRegions([whole('c1'), whole('c0'), whole('c1')])).toEqual(label('c1', 'c0'))
    const span = { kind: 'Span' as const, class: classId.parse('c0'), start: 0, end: 1, text: 'a' }
    expect(classesFromRegions([span])).toBeUndefined()
  })
})
