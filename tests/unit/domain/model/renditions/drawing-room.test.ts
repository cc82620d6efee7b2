import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../../support/property.ts'
import { createDrawingRoom, largeBytes } from '../../../../../src/domain/model/renditions/drawing-room.ts'

const settle = () => new Promise<void>((done) => setImmediate(done))

/** Work that ends when it is told. */
const createWork = () => {
  const running = new Map<number, () => void>()
  return {
    running,
    of: (id: number) => () =>
      new Promise<number>((done) => {
        running.set(id, () => {
          running.delete(id)
          done(id)
        })
      }),
  }
}

describe('the room for drawings', () => {
  test('has two small ones or a large one at once, in their order', async () => {
    const sizes = fc.array(fc.boolean(), { maxLength: 12 })
    await checkProperty(
      'has two small ones or a large one at once, in their order',
      fc.asyncProperty(sizes, async (large) => {
        const room = createDrawingRoom(() => () => undefined)
        const work = createWork()
        const ends = large.map((isLarge, id) => room(isLarge ? largeBytes + 1 : largeBytes, work.of(id)))
        const started: number[] = []
        await settle()
        while (work.running.size > 0) {
          const now = [...work.running.keys()]
          started.push(...now.filter((id) => !started.includes(id)))
          expect(now.length).toBeLessThanOrEqual(now.some((id) => large[id]) ? 1 : 2)
          work.running.get(now[0]!)!()
          await settle()
        }
        expect(started).toEqual(large.map((_, id) => id))
        expect(await Promise.all(ends)).toEqual(started)
      }),
      { runs: 50 },
    )
  })

  test('gives its place back after a failure', async () => {
    const room = createDrawingRoom(() => () => undefined)
    const fail = () => Promise.reject(new Error('broken'))
    for (let round = 0; round < 3; round += 1)
      await expect(room(largeBytes + 1, fail)).rejects.toThrow('broken')
    expect(await room(1, async () => 'drawn')).toBe('drawn')
  })

  test('refuses one that waits too long, and the next one does not wait for it', async () => {
    const late: (() => void)[] = []
    const room = createDrawingRoom((run) => {
      late.push(run)
      return () => undefined
    })
    const work = createWork()
    const first = room(1, work.of(0))
    const large = room(largeBytes + 1, work.of(1))
    const refused = expect(large).rejects.toMatchObject({ code: 'ServiceUnavailable', retryAfter: 5 })
    const small = room(1, work.of(2))
    await settle()
    expect([...work.running.keys()]).toEqual([0])
    late[1]!()
    await refused
    await settle()
    expect([...work.running.keys()]).toEqual([0, 2])
    for (const end of work.running.values()) end()
    expect(await Promise.all([first, small])).toEqual([0, 2])
  })

  test('lets a bounded number wait', async () => {
    const room = createDrawingRoom(() => () => undefined)
    const work = createWork()
    const held = [room(largeBytes + 1, work.of(-1))]
    await settle()
    for (let id = 0; id < 256; id += 1) held.push(room(1, work.of(id)))
    expect(held).toHaveLength(257)
    await expect(room(1, work.of(256))).rejects.toMatchObject({ code: 'ServiceUnavailable' })
  })
})
