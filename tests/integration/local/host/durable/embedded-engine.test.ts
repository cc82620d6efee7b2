import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { durableClient, type RunningHost, runHost, workspace } from '../run-host.ts'

const space = workspace()
let host: RunningHost
let client: ReturnType<typeof durableClient>

beforeAll(async () => {
  host = await runHost(space.stateFile, { FIXTURE_STREAM: '1', FIXTURE_LOG: space.log })
  client = durableClient(host)
})
afterAll(async () => {
  await host.kill('SIGKILL')
  space.remove()
})

describe('orchestrations', () => {
  const values = [true, 0, '5', 5.5, [1], '', null, { a: 'b' }]
  test.each([
    ['fan', { count: 100, ms: 1 }, 9900],
    ['types', {}, [...values, 'types']],
    ['retries', { key: 'a', times: 2, attempts: 3 }, 2],
    ['parent', { counts: [1, 2, 3] }, [0, 2, 6]],
    ['sleep', 30, true],
    ['loop', { left: 5, sum: 0 }, 30],
    ['reuse', {}, 20],
    ['journey', 7, 32],
  ])('%s', async (name, input, output) => {
    expect((await client.start(name, name, input)).status).toBe(202)
    expect(await client.ended(name)).toMatchObject({ runtimeStatus: 'Completed', output })
  })

  test.each([
    ['retries', { key: 'b', times: 5, attempts: 2 }, /Activity function 'flaky' failed: failure 2/],
    ['throwing', {}, /^Orchestrator function 'throwing' failed: out of order$/],
    ['random', {}, /Non-Deterministic workflow detected: action 0 was activity\(echo\)/],
    ['entity', {}, /callEntity is not supported by this host/],
    ['unknown', {}, /'missing' doesn't exist/],
  ])('%s fails', async (name, input, output) => {
    await client.start(name, `${name}-failing`, input)
    const status = await client.ended(`${name}-failing`)
    expect(status).toMatchObject({ runtimeStatus: 'Failed', output: expect.stringMatching(output) })
  })

  test('a failing sub-orchestration is retried, then its error reaches the parent', async () => {
    await client.start('parentOfFailure', 'parent-of-failure')
    const { output } = await client.ended('parent-of-failure')
    expect(output).toMatch(
      /Orchestrator function 'retries' failed: Activity function 'flaky' failed: failure 2/,
    )
  })

  test('an event before and after the wait, with custom status', async () => {
    await client.start('wait', 'wait-late')
    await client.when('wait-late', ({ customStatus }) => customStatus !== null)
    await client.start('wait', 'wait-early')
    await Promise.all(['wait-early', 'wait-late'].map(async (id) => client.act(id, 'raise', { id })))
    for (const id of ['wait-early', 'wait-late']) {
      expect(await client.ended(id)).toMatchObject({
        output: { event: { id }, first: 42 },
        customStatus: { waiting: false },
      })
    }
  })

  test('an event beats a timer', async () => {
    await client.start('race', 'race')
    await client.act('race', 'raise', 'won')
    expect(await client.ended('race')).toMatchObject({ output: 'won' })
  })

  test('suspend holds events back, resume delivers them', async () => {
    await client.start('wait', 'held')
    await client.act('held', 'suspend')
    await client.when('held', ({ runtimeStatus }) => runtimeStatus === 'Suspended')
    await client.act('held', 'raise', 1)
    await client.start('fan', 'meanwhile', { count: 1, ms: 1 })
    await client.ended('meanwhile')
    expect(await client.status('held')).toMatchObject({ runtimeStatus: 'Suspended' })
    await client.act('held', 'resume')
    expect(await client.ended('held')).toMatchObject({ output: { event: 1, first: 42 } })
  })

  test('an id that is going on is refused; terminate frees it; purge removes it', async () => {
    expect((await client.start('wait', 'once')).status).toBe(202)
    const again = await client.start('wait', 'once')
    expect([again.status, await again.text()]).toEqual([409, expect.stringMatching(/already going on/)])
    await client.act('once', 'purge')
    expect(await client.status('once')).toBeDefined()
    await client.act('once', 'terminate')
    expect(await client.ended('once')).toMatchObject({ runtimeStatus: 'Terminated', output: 'because' })
    expect((await client.start('wait', 'once')).status).toBe(202)
    await client.act('once', 'terminate')
    await client.ended('once')
    expect(await (await client.act('once', 'purge')).json()).toEqual({ instancesDeleted: 1 })
    expect(await client.status('once')).toBeUndefined()
    expect((await client.act('once', 'raise', 1)).status).toBe(500)
  })

  test('lists through the client, page after page', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `list-${index}`)
    await Promise.all(ids.map(async (id) => client.start('wait', id)))
    const all = (await (await fetch(`${host.url}/api/status-all`)).json()) as { instanceId: string }[]
    const listed = all.map(({ instanceId }) => instanceId).filter((id) => id.startsWith('list-'))
    expect(new Set(listed)).toEqual(new Set(ids))
    expect(listed).toHaveLength(120)
    await Promise.all(ids.map(async (id) => client.act(id, 'terminate')))
    await Promise.all(ids.map(async (id) => client.ended(id)))
    const by = (await (await fetch(`${host.url}/api/status?status=Terminated`)).json()) as object[]
    expect(by.length).toBeGreaterThanOrEqual(120)
  })
})

describe('the management API', () => {
  test('its links work, and nothing works without their key', async () => {
    const links = (await (await client.start('wait', 'linked')).json()) as Record<string, string>
    const get = async (url: string, init?: RequestInit) => (await fetch(url, init)).status
    const status = links['statusQueryGetUri'] ?? ''
    const event = (links['sendEventPostUri'] ?? '').replace('{eventName}', 'go')
    const json = { method: 'POST', headers: { 'content-type': 'application/json' }, body: '1' }
    expect(await get(status)).toBe(202)
    expect(await get(status.replace(/code=\w+/, 'code=x'))).toBe(401)
    expect(await get(status.replace('linked', 'nobody'))).toBe(404)
    expect(await get(event, { method: 'POST', body: 'x' })).toBe(400)
    expect(await get(event.replace('/go', '/12'), json)).toBe(400)
    expect(await get(event.replace('/go', '/%E0%A4%A'), json)).toBe(400)
    expect(await get(links['rewindPostUri'] ?? '', { method: 'POST' })).toBe(501)
    expect(await get(event, json)).toBe(202)
    await client.ended('linked')
    expect(await get(event, json)).toBe(410)
    const response = await fetch(`${status}&showHistory=true&showHistoryOutput=true`)
    expect([response.status, await response.json()]).toEqual([
      200,
      expect.objectContaining({
        historyEvents: expect.arrayContaining([
          expect.objectContaining({ EventType: 'EventRaised', Name: 'go' }),
          expect.objectContaining({ EventType: 'TaskCompleted', FunctionName: 'double', Result: 42 }),
          expect.objectContaining({ EventType: 'ExecutionCompleted' }),
        ]),
      }),
    ])
  })

  test.each(['@a', 'x'.repeat(101)])('refuses the instance id %s', async (id) => {
    expect((await client.start('wait', id)).status).toBe(409)
    expect(await client.status(id)).toBeUndefined()
  })
})
