import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createWorkspace, durableClient, runHost, until } from '../run-host.ts'
import type { RunningHost } from '../run-host.ts'

const space = createWorkspace()
let host: RunningHost
let client: ReturnType<typeof durableClient>

beforeAll(async () => {
  host = await runHost(space.stateFile, { FIXTURE_LOG: space.log })
  client = durableClient(host)
})
afterAll(async () => {
  await host.kill('SIGKILL')
  space.remove()
})

const unsupported = /is not supported by the embedded host: local\/README.md lists what is/

describe('orchestrations', () => {
  const values = [true, 0, '5', 5.5, [1], '', null, { a: 'b' }]
  test.each([
    ['fan', { count: 100, ms: 1 }, 9900],
    ['types', {}, [...values, 'types']],
    ['retries', { key: 'a', times: 2, attempts: 3 }, 2],
    ['sleep', 30, true],
    ['loop', { left: 5, sum: 0 }, 30],
    ['leftovers', {}, 10],
    ['journey', 7, 38],
  ])('%s', async (name, input, output) => {
    expect((await client.start(name, name, input)).status).toBe(200)
    expect(await client.ended(name)).toMatchObject({ runtimeStatus: 'Completed', output })
  })

  test.each([
    ['retries', { key: 'b', times: 5, attempts: 2 }, /Activity function 'flaky' failed: failure 2/],
    ['throwing', {}, /^Orchestrator function 'throwing' failed: out of order$/],
    ['random', {}, /Non-Deterministic workflow detected: action 0 was activity\(echo\)/],
    ['unknown', {}, /'missing' doesn't exist/],
    ['nobody', {}, /'nobody' doesn't exist, is disabled, or is not an orchestrator function.*'fan', 'types'/],
    ['leftovers', { more: true }, /after a failed Task.all.*durable-js #477/],
    ['child', {}, unsupported],
    ['event', {}, unsupported],
    ['customStatus', {}, unsupported],
  ])('%s fails', async (name, input, output) => {
    await client.start(name, `${name}-failing`, input)
    const status = await client.ended(`${name}-failing`)
    expect(status).toMatchObject({ runtimeStatus: 'Failed', output: expect.stringMatching(output) })
  })
})

describe('the Durable client', () => {
  test('sees an instance from its start to its end', async () => {
    expect(await client.status('seen')).toBeUndefined()
    expect(await (await client.start('fan', 'seen', { count: 1, ms: 100 })).json()).toBe('seen')
    expect(await client.status('seen')).toMatchObject({
      name: 'fan',
      instanceId: 'seen',
      runtimeStatus: expect.stringMatching(/Pending|Running/),
      input: { count: 1, ms: 100 },
      output: null,
    })
    expect(await client.ended('seen')).toMatchObject({ runtimeStatus: 'Completed', output: 0 })
  })

  test('starts an id that is running once, and one that has ended anew', async () => {
    await client.start('sleep', 'once', 60_000)
    const started = async () => (await client.start('sleep', 'once', 0)).text()
    const refused = await until(async () => {
      const answer = await started()
      return answer === '"once"' ? undefined : answer
    }, 'a refused start')
    expect(refused).toMatch(/409.*status Running already exists/)
    await client.manage('terminate', 'once')
    await client.ended('once')
    await client.start('fan', 'once', { count: 2, ms: 0 })
    expect(await client.ended('once')).toMatchObject({ output: 2 })
  })

  test.each([
    ['sleep', '@a', /instance id of at most 100 characters/],
    ['sleep', 'x'.repeat(101), /instance id of at most 100 characters/],
  ])('is refused %s as %s', async (name, id, message) => {
    expect(await (await client.start(name, id)).text()).toMatch(message)
    expect(await client.status(id)).toBeUndefined()
  })

  test('terminates an instance that runs, and no other', async () => {
    await client.start('sleep', 'ended-early', 60_000)
    expect(await client.manage('terminate', 'ended-early')).toBe('')
    const ended = { runtimeStatus: 'Terminated', output: 'because' }
    expect(await client.ended('ended-early')).toMatchObject(ended)
    expect(await client.manage('terminate', 'ended-early')).toBe('')
    expect(await client.manage('terminate', 'not-there')).toMatch(/No instance with ID/)
  })

  test('purges instances that have ended', async () => {
    await client.start('sleep', 'kept', 60_000)
    expect(await client.manage('purge', 'kept')).toMatch(/412.*Only orchestrations in a terminal state/)
    for (const id of ['purged', 'purged-by']) {
      await client.start('sleep', id, 0)
      await client.ended(id)
    }
    expect(await client.manage('purge', 'purged')).toBe('{"instancesDeleted":1}')
    expect(await client.manage('purge', 'purged')).toBe('{"instancesDeleted":0}')
    expect(await client.status('purged')).toBeUndefined()
    expect(await client.manage('purgeBy', 'Completed-Running')).toMatch(/"instancesDeleted":[1-9]/)
    expect(await client.status('purged-by')).toBeUndefined()
    expect(await client.manage('purgeBy', 'Completed')).toBe('{"instancesDeleted":0}')
    expect(await client.status('kept')).toMatchObject({ runtimeStatus: 'Running' })
  })

  test.each([
    'raiseEvent',
    'suspend',
    'resume',
    'rewind',
    'list',
    'listBy',
    'history',
    'version',
    'readEntity',
    'signalEntity',
    'links',
  ])('is refused %s in a sentence', async (call) => {
    expect(await client.refused(call, 'sleep')).toMatch(unsupported)
  })
})
