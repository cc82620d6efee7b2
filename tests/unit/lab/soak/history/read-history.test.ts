import { expect, test } from '@jest/globals'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readHistory } from '../../../../../lab/soak/history/read-history.ts'
import { openHistory } from '../../../../../lab/soak/history/write-history.ts'
import { createRandom } from '../../../../../lab/soak/random.ts'

test('both ends of a call come together; one without an end, or of unknown outcome, is never over', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'etiquette-history-'))
  try {
    let clock = 0
    const history = openHistory(join(folder, 'history'), () => (clock += 10))
    const submit = { action: 'submitPage', user: 'ana', project: 'pets', page: '0-p' } as const
    const calls = [submit, submit, submit].map((one) => history.invoke(one))
    history.end({ event: 'unknown', call: calls[1]!, lost: 2 })
    history.end({ event: 'ok', call: calls[0]!, lost: 0, accepted: ['i'] })
    history.note({ event: 'file', at: 7, project: 'pets', path: 'a.png' })
    history.note({ event: 'fault', at: 8, fault: 'kill' })
    history.note({ event: 'clock', at: 9, instance: 0, offset: 5 })
    history.note({ event: 'done', at: 10, project: 'pets' })
    history.close()
    const read = await readHistory(join(folder, 'history'))
    expect(read.calls).toMatchObject([
      { ...submit, from: 10, to: 50, outcome: 'ok', lost: 0, accepted: new Set(['i']) },
      { from: 20, to: Number.POSITIVE_INFINITY, outcome: 'unknown', lost: 2 },
      { from: 30, to: Number.POSITIVE_INFINITY, outcome: 'unknown', lost: 1 },
    ])
    expect(read.clocks).toMatchObject([{ at: 9, instance: 0, offset: 5 }])
    expect(read.endedAt).toBe(50)
    expect(read.done).toEqual(new Set(['pets']))
    expect(read.touched).toEqual(new Map([['pets a.png', [7]]]))
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('decisions follow from the seed, and each stream from its name', () => {
  const stream = (seed: number, name: string) => {
    const random = createRandom(seed).fork(name)
    return Array.from({ length: 50 }, () => random.whole(0, 1000))
  }
  expect(stream(1, 'ana')).toEqual(stream(1, 'ana'))
  expect(stream(1, 'ana')).not.toEqual(stream(1, 'ben'))
  expect(stream(1, 'ana')).not.toEqual(stream(2, 'ana'))
  expect(Math.min(...stream(1, 'ana'))).toBeGreaterThanOrEqual(0)
  expect(Math.max(...stream(1, 'ana'))).toBeLessThanOrEqual(1000)
  expect(createRandom(3).some(['a', 'b', 'c'], 5).toSorted()).toEqual(['a', 'b', 'c'])
})
