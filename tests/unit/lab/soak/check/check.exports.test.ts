import { describe, expect, test } from '@jest/globals'
import { brokenBy } from './broken-by.ts'
import type { MadeUp } from './made-up-store.ts'

const rows = "every exported label was somebody's answer at the snapshot"
const lacking = 'every label that held at the snapshot is exported'
const since = 'exports with since add up to what a full export shows'

/** As if nobody had read the others. */
const onlyFirst = (made: MadeUp): void => {
  made.exports.splice(1)
}

describe('one export', () => {
  test('with a label that nobody gave, and without one that was given', () => {
    const wrong = (made: MadeUp) => {
      onlyFirst(made)
      made.exported.get('e1')!.rows.set('a.png', ['Dog'])
    }
    expect(brokenBy(wrong)).toEqual([rows])
    const less = (made: MadeUp) => {
      onlyFirst(made)
      made.exported.get('e1')!.rows.delete('a.png')
      made.exports[0]!.rows = 1
    }
    expect(brokenBy(less)).toEqual([lacking])
  })
  test('with a label that was over before it was requested, but not if it may have been requested before', () => {
    const between = (requestedAt: number, endedAt: number) => (made: MadeUp) => {
      onlyFirst(made)
      Object.assign(made.exports[0]!, { requestedAt, endedAt })
    }
    expect(brokenBy(between(300, 310))).toEqual([rows])
    expect(brokenBy(between(255, 310))).toEqual([])
  })
  test('with an answer that was sent after it had ended, whatever clocks showed', () => {
    const early = (made: MadeUp) => {
      onlyFirst(made)
      Object.assign(made.exports[0]!, { requestedAt: 100, endedAt: 130 })
    }
    expect(brokenBy(early)).toEqual([rows])
  })
  test('without an answer that was acknowledged just before it was requested', () => {
    const late = (made: MadeUp) => {
      onlyFirst(made)
      Object.assign(made.exports[0]!, { requestedAt: 161, endedAt: 170, rows: 0 })
      made.exported.get('e1')!.rows.clear()
    }
    expect(brokenBy(late)).toEqual([lacking])
  })
  test('that has an item twice', () => {
    expect(brokenBy((made) => (made.exports[0]!.rows = 3))).toEqual([rows])
  })
})

describe('exports with since', () => {
  test('one that does not tell what is gone', () => {
    const silent = ({ exported }: MadeUp) => exported.get('e2')!.removed.splice(0)
    expect(brokenBy(silent)).toEqual([rows, since])
  })
  test('one that does not tell what has changed, which only the full export shows', () => {
    const made = (labels: readonly string[]) => (store: MadeUp) => {
      const [, submit] = store.calls
      store.calls.push({
        ...submit!,
        action: 'labelItem',
        user: 'rita',
        answers: [{ ...submit!.answers![0]!, labels: ['Dog'] }],
        accepted: new Set(),
        from: 262,
        to: 264,
      })
      store.exported.get('e3')!.rows.set('a.png', ['Dog'])
      store.exported.get('e2')!.rows.set('a.png', labels)
      store.exports[1]!.rows = 1
    }
    expect(brokenBy(made(['Dog']))).not.toContain(since)
    expect(brokenBy(made(['Cat']))).toContain(since)
  })
  test('one whose beginning nobody has read', () => {
    expect(brokenBy(({ exports }) => exports.shift())).toContain(since)
  })
  test('a full export that has more than the others told', () => {
    const more = ({ exported, exports }: MadeUp) => {
      exported.get('e3')!.rows.set('b.png', ['Dog'])
      exports[2]!.rows = 2
    }
    expect(brokenBy(more)).toContain(since)
  })
})
