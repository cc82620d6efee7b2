import { expect, it } from '@jest/globals'
import { limitCall } from '../../../../src/adapters/durable/limit-call.ts'

it('a call of the Durable client that is never answered ends at its deadline', async () => {
  const { promise: never } = Promise.withResolvers<string>()
  await expect(limitCall(() => never, 1)).rejects.toMatchObject({ name: 'DeadlineExceeded' })
  expect(await limitCall(() => Promise.resolve('answered'))).toBe('answered')
})
