import { expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { createServiceRoutes } from '../../../support/service-routes.ts'

test('the name is kept of callers who are admitted, and of nobody else', async () => {
  const now = () => 0
  const store = createMemoryStore(now)
  const kept: (string | undefined)[] = []
  const { send } = createHttpApp(createServiceRoutes({ store, now }), {
    store,
    now,
    keepName: ({ name }) => void kept.push(name),
    admit: (user) => {
      if (user === 'busy') throw new DomainError('TooManyRequests', 'Wait a moment', { retryAfter: 1 })
    },
  })
  const statuses: number[] = []
  for (const as of ['ann:Labeler:Ann', 'eve::Eve', 'busy:Labeler:Busy', undefined])
    statuses.push((await send('GET', '/projects', as === undefined ? {} : { as })).status)
  expect(statuses).toEqual([200, 403, 429, 401])
  await send('GET', '/health', { as: 'bob:Labeler:Bob' })
  expect(kept).toEqual(['Ann'])
})
