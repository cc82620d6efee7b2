import { describe, expect, it } from '@jest/globals'
import { openPosition, sealPosition, withPosition } from '../../../../src/functions/http/list-position.ts'

const list = {
  operation: 'browseDatastore',
  params: { datastore: 'photos' },
  query: { maxpagesize: 5, prefix: 'Bag/' },
}
const positions = [
  'Bag/116.png',
  '2!16!QmFnLzE-',
  'Bag/雨 傘.png',
  'a\u0000b',
  '',
  '.',
  '_',
  'x'.repeat(3000),
]

describe('a continuation of a list', () => {
  it.each(positions)('is visible ASCII and names its position again: %j', (position) => {
    const continuation = sealPosition(list, position)
    expect(continuation).toMatch(/^[!-~]+$/)
    expect(openPosition(list, continuation)).toBe(position)
  })

  it('does not depend on the size of the list page, on its own value, or on the order of the filter', () => {
    const continuation = sealPosition(list, 'p')
    for (const query of [
      { prefix: 'Bag/', maxpagesize: 9 },
      { continuation: 'of the page before', prefix: 'Bag/' },
    ])
      expect(openPosition({ ...list, query }, continuation)).toBe('p')
  })

  it.each([
    ['of another operation', { ...list, operation: 'listDatasets' }],
    ['of another datastore', { ...list, params: { datastore: 'scans' } }],
    ['of another folder', { ...list, query: { prefix: 'Coat/' } }],
    ['without the folder', { ...list, query: {} }],
  ])('is no continuation %s', (_, other) => {
    expect(() => openPosition(other, sealPosition(list, 'p'))).toThrow(
      expect.objectContaining({ code: 'InvalidContinuation', target: 'continuation' }),
    )
  })

  it.each(['', 'zzz', '\u0000', 'Bag/116.png', 'x'.repeat(17), `${sealPosition(list, 'p')}q`])(
    'is none that the service did not make: %j',
    (text) => {
      expect(() => openPosition(list, text)).toThrow(expect.objectContaining({ code: 'InvalidContinuation' }))
    },
  )

  it('has one form only', () => {
    const [head, tail] = [sealPosition(list, 'p').slice(0, 16), Buffer.from('p').toString('base64url')]
    expect(() => openPosition(list, `${head}_${tail}`)).toThrow(
      expect.objectContaining({ code: 'InvalidContinuation' }),
    )
  })
})

it('the operation gets the position, and every other query as it was', () => {
  const query = { ...list.query, continuation: sealPosition(list, 'p') }
  expect(withPosition({ ...list, query })).toEqual({ ...list.query, continuation: 'p' })
  expect(withPosition(list)).toBe(list.query)
  expect(withPosition({ ...list, query: undefined })).toBeUndefined()
})
