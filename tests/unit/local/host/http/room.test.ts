import { describe, expect, jest, test } from '@jest/globals'
import { createRoom } from '../../../../../local/host/http/room.ts'
import type { Log } from '../../../../../local/host/log.ts'

const open = (limit = 100) => {
  const log = jest.fn<Log>()
  const cut: string[] = []
  const room = createRoom({ limit, what: 'bodies', log })
  const take = (client: string, name: string, bytes: number) =>
    room(client, bytes, () => {
      cut.push(name)
    })
  return { take, cut, log }
}

describe('a room of bytes', () => {
  test('cuts nothing while all fit, and has no room for more than all of it', () => {
    const { take, cut, log } = open()
    expect([take('a', 'a1', 50), take('b', 'b1', 50), take('b', 'b2', 101)]).toEqual([
      expect.any(Function),
      expect.any(Function),
      undefined,
    ])
    expect([cut, log.mock.calls]).toEqual([[], []])
  })

  test('of the client that holds the most, what it has held the longest is cut', () => {
    const { take, cut } = open()
    take('small', 's1', 20)
    for (const name of ['g1', 'g2', 'g3', 'g4']) take('greedy', name, 20)
    take('new', 'n1', 1)
    expect(cut).toEqual(['g1'])
    take('small', 's2', 39)
    expect(cut).toEqual(['g1', 'g2'])
  })

  test('a client that would hold the most makes the room itself', () => {
    const { take, cut } = open()
    take('one', 'o1', 55)
    take('other', 't1', 30)
    take('other', 't2', 15)
    take('other', 't3', 30)
    expect(cut).toEqual(['t1'])
  })

  test('what is given back, or was cut, is given back once', () => {
    const { take, cut } = open()
    const give = take('a', 'a1', 60)
    give?.()
    give?.()
    const gone = take('a', 'a2', 60)
    take('a', 'a3', 60)
    gone?.()
    take('a', 'a4', 50)
    expect(cut).toEqual(['a2', 'a3'])
  })

  test('says so', () => {
    const { take, log } = open()
    for (let n = 0; n < 5; n += 1) take('a', `a${n}`, 100)
    expect(log.mock.calls).toEqual([
      ['warning', 'Host.Http', 'The room for bodies was full (100 bytes): 1 of them were cut'],
    ])
  })
})
