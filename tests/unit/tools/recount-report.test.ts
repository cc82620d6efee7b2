import { describe, expect, it } from '@jest/globals'
import { describeReport } from '../../../tools/recount-report.ts'

const nothing = { differences: [], differenceCount: 0, busySegments: [], repaired: false }
const differences = [
  { segment: 0, counter: 'states.labeled', stored: 1200, counted: 1199 },
  { segment: 12, counter: 'open', stored: -1, counted: 0 },
]

describe('the report of a recount', () => {
  it('says that nothing differs', () => {
    expect(describeReport('cats', 41, nothing)).toEqual({
      lines: ['cats: the counters equal the 41 items that were counted'],
      sound: true,
    })
  })

  it('is a table of what differs, and says what to do next', () => {
    expect(describeReport('cats', 41, { ...nothing, differences, differenceCount: 5 })).toEqual({
      lines: [
        'segment  counter         stored  counted',
        '      0  states.labeled    1200     1199',
        '     12  open                -1        0',
        'and 3 more',
        'cats: 5 counters differ; correct them with --write',
      ],
      sound: false,
    })
  })

  it('is sound again with what was corrected', () => {
    const { lines, sound } = describeReport('cats', 41, {
      ...nothing,
      differences,
      differenceCount: 2,
      repaired: true,
    })
    expect(lines.at(-1)).toBe('cats: 2 counters differed and are corrected')
    expect(sound).toBe(true)
  })

  it('is not sound while segments are busy', () => {
    const { lines, sound } = describeReport('cats', 41, { ...nothing, busySegments: [1, 4], repaired: true })
    expect(lines.slice(1)).toEqual([
      'Not known: items of segment 1, 4 changed each time that they were counted.',
      'Pause the project (POST /projects/cats/pause) and repeat.',
    ])
    expect(sound).toBe(false)
  })
})
