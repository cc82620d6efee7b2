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
  ['all is well', good, good, 'Healthy', 'Healthy', 'Healthy', 0],
  ['exports cannot be written', good, bad, 'Degraded', 'Healthy', 'Unhealthy', 1],
  ['the disk of the store is full', failing('StorageFull'), good, 'Degraded', 'Full', 'Healthy', 1],
])('is 200 when %s', async (_, store, files, overall, storeCheck, exportStorage, logged) => {
  expect(await health(store, files)).toEqual({
    status: 200,
    json: { status: overall, checks: { store: storeCheck, exportStorage } },
    logged,
  })
})

it.each([
  ['the store is out', bad, good, 'ServiceUnavailable', [['store', 'Unhealthy']]],
  [
    'the store is damaged',
    failing('StorageDamaged'),
    bad,
    'StorageDamaged',
    [
      ['store', 'Damaged'],
      ['exportStorage', 'Unhealthy'],
    ],
  ],
  [
    'neither answers',
    never,
    never,
    'ServiceUnavailable',
    [
      ['store', 'Unhealthy'],
      ['exportStorage', 'Unhealthy'],
    ],
  ],
])('is an error like all others when %s', async (_, store, files, code, failing) => {
  const { status, json } = await health(store, files)
  expect([status, json.error.code]).toEqual([503, code])
  expect(json.error.details.map((detail) => [detail.target, detail.code])).toEqual(failing)
})
