import { expect, it } from '@jest/globals'
import { shareCheck } from '../../../../src/adapters/blob/share-check.ts'

it('checks once for the callers of some seconds, and gives all of them the outcome', async () => {
  const clock = { now: 1000 }
  const outcomes = [true, false, true]
  let checks = 0
  const check = shareCheck(
    async () => {
      checks += 1
      if (!outcomes[checks - 1]) throw new Error('It does not answer')
    },
    () => clock.now,
  )
  await Promise.all([check(), check()])
  await check()
  expect(checks).toBe(1)
  clock.now += 5000
  await expect(check()).rejects.toThrow('does not answer')
  await expect(check()).rejects.toThrow('does not answer')
  expect(checks).toBe(2)
  clock.now += 5000
  await check()
  expect(checks).toBe(3)
})
