import { describe, expect, it } from '@jest/globals'
import {
  findBrokenPlace,
  nameInMarker,
  type Attempt,
} from '../../../../src/adapters/blob/find-broken-place.ts'

/** A listing of names `0`, `1`, … of which this one cannot be written. */
const listingWith = (bad: number) => {
  const asked: number[] = []
  const attempt = async (size: number): Promise<Attempt> => {
    asked.push(size)
    return size > bad ? 'Broken' : { last: String(size - 1) }
  }
  return { asked, attempt }
}

describe('the place at which a listing breaks', () => {
  it.each([1, 2, 3, 2500, 4998, 4999])('is found after %i names', async (bad) => {
    const { asked, attempt } = listingWith(bad)
    expect(await findBrokenPlace(attempt, 5000)).toEqual({ last: String(bad - 1) })
    expect(asked.length).toBeLessThan(18)
  })

  it.each([1, 50])('can be its beginning (page of %i)', async (size) => {
    expect(await findBrokenPlace(listingWith(0).attempt, size)).toEqual({ last: undefined })
  })

  it('is none if the storage fails in another way', async () => {
    const { attempt } = listingWith(2000)
    let calls = 0
    const failing = async (size: number): Promise<Attempt> => ((calls += 1) === 5 ? 'Failed' : attempt(size))
    expect(await findBrokenPlace(failing, 5000)).toBeUndefined()
    expect(calls).toBe(5)
  })

  it.each([0, 2000])(
    'is none if the page that broke is fine when it is asked for again (%i)',
    async (bad) => {
      const { asked, attempt } = listingWith(bad)
      const passing = async (size: number): Promise<Attempt> =>
        asked.includes(size) ? { last: 'now' } : attempt(size)
      expect(await findBrokenPlace(passing, 5000)).toBeUndefined()
    },
  )

  it('is none if the page that was fine breaks when it is asked for again', async () => {
    const { asked, attempt } = listingWith(2000)
    const failing = async (size: number): Promise<Attempt> =>
      asked.includes(size) ? 'Broken' : attempt(size)
    expect(await findBrokenPlace(failing, 5000)).toBeUndefined()
  })
})

it.each([
  ['plain name.png', 'plain name.png'],
  [
    `2!36!${Buffer.from('000005!a.png!000028!9999-12-31T23:59:59.9999999Z!').toString('base64').replaceAll('=', '-')}`,
    'a.png',
  ],
  ['2!4!eHh4', '2!4!eHh4'],
])('the name in the marker %j is %j', (marker, name) => {
  expect(nameInMarker(marker)).toBe(name)
})
