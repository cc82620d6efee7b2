import { expect, it } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { getHealth } from '../../../../src/domain/health/get-health.ts'
import { getHealthRoute } from '../../../../src/functions/health/get-health.ts'
import { createHttpApp } from '../../../support/http-app.ts'
import { createHttpFiles } from '../../../support/http-fakes.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const good = () => Promise.resolve()
const bad = () => Promise.reject(new Error('out'))
const failing = (code: 'StorageFull' | 'StorageDamaged') => () =>
  Promise.reject(new DomainError(code, 'on purpose'))
const never = () => new Promise<void>(() => undefined)

const health = async (store: () => Promise<void>, files: () => Promise<void>) => {
  const memory = createMemoryStore(Date.now)
  const log: string[] = []
  const check = getHealth({
    store: { ...memory, ping: store },
    files: createHttpFiles(files),
    log: (_, message) => void log.push(message),
    healthTimeout: 5,
  })
  const { status, json } = await createHttpApp([getHealthRoute(check)], { store: memory }).send(
    'GET',
    '/health',
  )
  return { status, json, logged: log.length }
}

it.each([
  ['all is well', good, good, 200, 'Healthy', 'Healthy', 'Healthy', 0],
  ['exports cannot be written', good, bad, 200, 'Degraded', 'Healthy', 'Unhealthy', 1],
  ['the store is out', bad, good, 503, 'Unhealthy', 'Unhealthy', 'Healthy', 1],
  ['the disk of the store is full', failing('StorageFull'), good, 200, 'Degraded', 'Full', 'Healthy', 1],
  ['the store is damaged', failing('StorageDamaged'), bad, 503, 'Unhealthy', 'Damaged', 'Unhealthy', 2],
  ['neither answers', never, never, 503, 'Unhealthy', 'Unhealthy', 'Unhealthy', 2],
])('when %s', async (_, store, files, status, overall, storeCheck, exportStorage, logged) => {
  expect(await health(store, files)).toEqual({
    status,
    json: { status: overall, checks: { store: storeCheck, exportStorage } },
    logged,
  })
})
