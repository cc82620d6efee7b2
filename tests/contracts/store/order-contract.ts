import { expect, it } from '@jest/globals'
import { byCodePoint } from '../../../local/cosmos-gateway/code-point-order.ts'
import { filled, idsOf, item, items } from './helpers.ts'
import type { Use } from './helpers.ts'

const numbers = [
  0,
  1,
  -1,
  0.5,
  -0.5,
  0.1,
  0.1 + 0.2,
  0.3,
  2 ** 53,
  -(2 ** 53),
  2 ** 53 - 1,
  1e300,
  -1e300,
  5e-324,
]
const texts = [
  '',
  ' ',
  '!',
  '"',
  "'",
  '-',
  '10',
  '2',
  'A',
  'B',
  'a',
  'aa',
  'ab',
  'z',
  'é',
  'ü',
  '日本',
  '～',
  '😀',
  '\\',
  '%',
  '_',
]

export const orderContract = (use: Use): void => {
  it.each([false, true])('orders numbers (descending: %s)', async (descending) => {
    const { store } = use()
    const documents = numbers.map((queue, index) => item(`i${index}`, { queue }))
    const partition = await filled(store, documents)
    const query = { where: [], orderBy: 'queue', descending, limit: 4 }
    const sign = descending ? -1 : 1
    const expected = documents.toSorted((a, b) => sign * (Number(a['queue']) - Number(b['queue'])))
    expect(await idsOf(store, partition, query)).toEqual(expected.map(({ id }) => id))
  })

  it.each([false, true])('orders text (descending: %s)', async (descending) => {
    const { store } = use()
    const long = ['x', 'y', 'z'].map((end) => `${'long '.repeat(100)}${end}`)
    const paths = [...texts, ...long]
    const documents = paths.map((path, index) => item(`i${index}`, { path }))
    const partition = await filled(store, documents)
    const expected = paths.toSorted((a, b) => (descending ? -1 : 1) * byCodePoint(a, b))
    const ids = await idsOf(store, partition, items({ orderBy: 'path', descending, limit: 4 }))
    expect(ids.map((id) => paths[Number(id.slice(1))])).toEqual(expected)
  })

  it.each([1, 2, 5])('gives each of the equal ones once, in pages of %i', async (limit) => {
    const { store } = use()
    const tied = ['d', 'b', 'é', 'a', 'c', '😀']
    const others = [item('first', { queue: 0, path: 'a' }), item('last', { queue: 2, path: 'c' })]
    const equal = tied.map((id) => item(id, { queue: 1, path: 'b' }))
    const partition = await filled(store, [others[1]!, ...equal, others[0]!])
    for (const descending of [false, true])
      for (const query of [
        { where: [], orderBy: 'queue', descending, limit },
        items({ orderBy: 'path', descending, limit }),
      ]) {
        const ids = await idsOf(store, partition, query)
        expect(ids.slice(1, -1).toSorted()).toEqual(tied.toSorted())
        expect([ids[0], ids.at(-1)]).toEqual(descending ? ['last', 'first'] : ['first', 'last'])
        expect(await idsOf(store, partition, query)).toEqual(ids)
      }
  })
}
