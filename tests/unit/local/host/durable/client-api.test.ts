import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { openClientApi } from '../../../../../local/host/durable/client-api.ts'
import type { ClientApi } from '../../../../../local/host/durable/client-api.ts'
import { createOperations } from '../../../../../local/host/durable/operations.ts'
import { createDurableStore } from '../../../../../local/host/durable/store.ts'
import type { DurableStore } from '../../../../../local/host/durable/store.ts'
import { openDatabase } from '../../../../../local/host/store/database.ts'
import type { Database } from '../../../../../local/host/store/database.ts'
import type { Status } from '../../../../../local/host/durable/instances.ts'
import { newInstance } from './simulation.ts'

const created = Date.parse('2026-02-03T04:05:06.789Z')
let now = created
let database: Database
let store: DurableStore
let api: ClientApi
let base: string
const woken: string[] = []

beforeEach(async () => {
  database = openDatabase(':memory:', () => {})
  store = createDurableStore(database)
  woken.length = 0
  now = created
  const operations = createOperations({ store, now: () => now, wake: (id) => woken.push(id) })
  api = await openClientApi(operations, () => {})
  const client = JSON.parse(api.client) as { rpcBaseUrl: string }
  base = client.rpcBaseUrl
})
afterEach(async () => {
  await api.close()
  database.close()
})

const call = async (method: string, path: string, body?: string) => {
  const response = await fetch(base + path, { method, ...(body === undefined ? {} : { body }) })
  const text = await response.text()
  const answer: unknown = text === '' ? undefined : JSON.parse(text)
  return answer === undefined ? [response.status] : [response.status, answer]
}

const add = (id: string, status: Status, changes: { readonly created?: number } = {}) => {
  store.start(newInstance({ id, ...changes }))
  const instance = newInstance({ id, status, ...changes })
  store.commit({ instance, consumed: [], historyFrom: 0, history: ['{}'], activities: [], timers: [] })
}

describe('a start', () => {
  test('of one id at the same time is accepted each time and has one effect', async () => {
    const starts = Array.from({ length: 3 }, () => call('POST', 'orchestrators/job/a', '1'))
    expect(await Promise.all(starts)).toEqual(Array.from({ length: 3 }, () => [202, { id: 'a' }]))
    expect(store.instance('a')).toMatchObject({ name: 'job', status: 'Pending', input: '1' })
    expect(woken).toEqual(['a'])
    now += 50
    expect(await call('POST', 'orchestrators/job/a', '1')).toMatchObject([409, {}])
  })

  test.each<[Status, number]>([
    ['Pending', 409],
    ['Running', 409],
    ['Completed', 202],
    ['Failed', 202],
    ['Terminated', 202],
  ])('of an id that is %s is %i', async (status, code) => {
    add('a', status)
    const [answered, body] = await call('POST', 'orchestrators/job/a')
    expect(answered).toBe(code)
    if (code === 409)
      expect(body).toEqual({
        Message: `An Orchestration instance with the status ${status} already exists.`,
      })
    else expect(store.instance('a')).toMatchObject({ status: 'Pending', created, updated: created })
  })

  test('of what is no JSON is refused', async () => {
    expect(await call('POST', 'orchestrators/job/a', 'no json')).toEqual([400, expect.any(String)])
    expect(store.instance('a')).toBeUndefined()
  })
})

test('a status has the times of the present execution in whole seconds', async () => {
  add('a', 'Running', { created })
  expect(await call('GET', 'instances/a')).toEqual([
    202,
    {
      name: 'program',
      instanceId: 'a',
      runtimeStatus: 'Running',
      input: null,
      customStatus: null,
      output: null,
      createdTime: '2026-02-03T04:05:06Z',
      lastUpdatedTime: '1970-01-01T00:00:00Z',
    },
  ])
  expect(await call('GET', 'instances/b')).toEqual([404])
})

describe('a termination', () => {
  test.each<[Status, number]>([
    ['Pending', 202],
    ['Running', 202],
    ['Completed', 410],
    ['Failed', 410],
    ['Terminated', 410],
  ])('of an instance that is %s is %i', async (status, code) => {
    add('a', status)
    expect(await call('POST', 'instances/a/terminate?reason=not%20now')).toEqual([code])
    const sent = code === 202 ? ['{"EventType":3,"Input":"not now"}'] : []
    expect(store.inbox('a').map(({ event }) => event)).toEqual(sent)
  })

  test('needs no reason, but an instance', async () => {
    add('a', 'Running')
    await call('POST', 'instances/a/terminate')
    expect(store.inbox('a')).toMatchObject([{ execution: null, event: '{"EventType":3,"Input":null}' }])
    expect(await call('POST', 'instances/b/terminate?reason=x')).toEqual([404])
  })
})

describe('a purge', () => {
  test('removes one instance that has ended', async () => {
    add('done', 'Terminated')
    add('runs', 'Running')
    expect(await call('DELETE', 'instances/done')).toEqual([200, { instancesDeleted: 1 }])
    expect(await call('DELETE', 'instances/done')).toEqual([404])
    expect(await call('DELETE', 'instances/runs')).toEqual([
      412,
      expect.stringMatching(/^Only orchestrations in a terminal state can be purged.*status Running$/),
    ])
  })

  const ids = ['done', 'failed', 'runs', 'new']
  const left = () => ids.filter((id) => store.instance(id))
  const from = 'createdTimeFrom=1970-01-01T00:00:00.000Z'
  test.each([
    [`${from}&runtimeStatus=Completed,Failed,Terminated`, 3, ['runs']],
    [`${from}&runtimeStatus=Completed,Canceled`, 2, ['failed', 'runs']],
    [`${from}&runtimeStatus=Failed,Running`, 1, ['done', 'runs', 'new']],
    [`${from}&createdTimeTo=1970-01-02T00:00:00.000Z&runtimeStatus=Completed`, 1, ['failed', 'runs', 'new']],
    ['createdTimeFrom=1970-01-02T00:00:00.000Z', 1, ['done', 'failed', 'runs']],
    // The extension looks at final states only; without one it looks at none.
    [from, 4, []],
    [`${from}&runtimeStatus=Running`, 4, []],
    [`${from}&runtimeStatus=Nonsense`, 4, []],
  ])('by %s removes %i instances', async (query, count, remaining) => {
    add('done', 'Completed')
    add('failed', 'Failed')
    add('runs', 'Running')
    add('new', 'Completed', { created })
    expect(await call('DELETE', `instances/?${query}`)).toEqual([200, { instancesDeleted: count }])
    expect(left()).toEqual(remaining)
  })

  test('by a final state that no instance has removes none', async () => {
    add('runs', 'Running')
    expect(await call('DELETE', `instances/?${from}&runtimeStatus=Canceled`)).toEqual([404])
    expect(left()).toEqual(['runs'])
  })

  test('is 404 if nothing matches, and 400 without the time from which it counts', async () => {
    expect(await call('DELETE', `instances/?${from}`)).toEqual([404])
    const missing = [400, "Please provide value for 'createdTimeFrom' parameter."]
    expect(await call('DELETE', 'instances/')).toEqual(missing)
    expect(await call('DELETE', 'instances/?createdTimeFrom=yesterday')).toEqual(missing)
  })

  test('removes more instances than one transaction does', async () => {
    database.transaction(() => {
      for (let index = 0; index < 1200; index += 1)
        database.sqlite.exec(
          `INSERT INTO instances VALUES ('i${index}', 'e', 'f', '', 'Completed', NULL, NULL, NULL, 1, 1, NULL)`,
        )
    })
    expect(await call('DELETE', `instances/?${from}`)).toEqual([200, { instancesDeleted: 1200 }])
  })
})

test.each([
  ['GET', 'instances/a?showHistory=true'],
  ['GET', 'instances/'],
  ['DELETE', 'instances/?taskHub=other&createdTimeFrom=1970-01-01T00:00:00.000Z'],
  ['DELETE', 'instances/?createdTimeFrom=1970-01-01T00:00:00.000Z&createdTimeTo=later'],
  ['POST', 'orchestrators/job/a?version=2'],
  ['POST', 'instances/a/suspend?reason=x'],
  ['POST', 'instances/a/terminate/b'],
])('%s %s is refused in a sentence', async (method, path) => {
  add('a', 'Running')
  expect(await call(method, path)).toEqual([
    501,
    expect.stringMatching(/is not supported by the embedded host/),
  ])
})
