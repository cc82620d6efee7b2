import { expect, test } from '@jest/globals'
import { cacheDelegationKey } from '../../../../src/adapters/blob/cache-delegation-key.ts'

const minute = 60_000
const day = 24 * 60 * minute

const keys = (options: { refused?: boolean } = {}) => {
  const clock = { at: 1_000 * day }
  const asked: { from: number; until: number }[] = []
  const answer = { refused: options.refused ?? false, broken: false }
  const keyFor = cacheDelegationKey(
    async (startsOn, expiresOn) => {
      asked.push({ from: startsOn.getTime(), until: expiresOn.getTime() })
      if (answer.broken) throw new Error('down')
      if (answer.refused) return undefined
      return {
        signedObjectId: 'o',
        signedTenantId: 't',
        signedStartsOn: startsOn,
        signedExpiresOn: expiresOn,
        signedService: 'b',
        signedVersion: 'v',
        value: String(asked.length),
      }
    },
    () => clock.at,
  )
  return { clock, asked, answer, keyFor }
}

test('a key is asked for once, and renewed before it stops covering what is signed', async () => {
  const { clock, asked, keyFor } = keys()
  const soon = () => clock.at + 15 * minute
  await Promise.all([keyFor(soon()), keyFor(soon()), keyFor(soon())])
  expect(asked).toHaveLength(1)
  for (let step = 0; step < 24 * 12; step += 1) {
    const expiresAt = soon()
    expect((await keyFor(expiresAt))?.until).toBeGreaterThanOrEqual(expiresAt)
    clock.at += 5 * minute
  }
  expect(asked.length).toBeLessThanOrEqual(5)
})

test('a key never lives longer than Azure allows, and starts before any clock that is behind', async () => {
  const { clock, asked, keyFor } = keys()
  await keyFor(clock.at + 365 * day)
  await keyFor(clock.at + 365 * day)
  expect(asked).toHaveLength(1)
  expect(asked[0]!.until).toBeLessThanOrEqual(clock.at + 7 * day)
  expect(asked[0]!.from).toBe(clock.at - 15 * minute)
})

test('a refusal is kept for a while, and a failure is not', async () => {
  const { clock, asked, answer, keyFor } = keys({ refused: true })
  expect(await keyFor(clock.at)).toBeUndefined()
  expect(await keyFor(clock.at)).toBeUndefined()
  expect(asked).toHaveLength(1)
  clock.at += 6 * minute
  answer.refused = false
  answer.broken = true
  await expect(keyFor(clock.at)).rejects.toThrow('down')
  answer.broken = false
  expect(await keyFor(clock.at)).toBeDefined()
})

test('a clock that goes back makes no refusal longer, and no key usable that is not valid yet', async () => {
  const { clock, asked, answer, keyFor } = keys({ refused: true })
  expect(await keyFor(clock.at)).toBeUndefined()
  clock.at -= 2 * 60 * minute
  answer.refused = false
  expect(await keyFor(clock.at)).toMatchObject({ key: { value: '2' } })
  clock.at -= 60 * minute
  expect(await keyFor(clock.at)).toMatchObject({ key: { value: '3' } })
  expect(asked.at(-1)!.from).toBeLessThan(clock.at)
})
