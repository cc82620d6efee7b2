import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { DatabaseSync } from 'node:sqlite'
import { parseSchedule } from '../../../../local/host/timer/ncrontab.ts'
import { createWorkspace, runHost, runRefusedHost, until } from './run-host.ts'

let space: ReturnType<typeof createWorkspace>
beforeEach(() => {
  space = createWorkspace()
})
afterEach(() => {
  space.remove()
})

test('a second process on one state file is refused', async () => {
  const host = await runHost(space.stateFile)
  const second = await runRefusedHost(space.stateFile)
  expect(second).toEqual({
    code: 1,
    errors: expect.stringMatching(/StateInUseError: .*in use by another host/),
  })
  await host.kill('SIGKILL')
  const third = await runHost(space.stateFile)
  expect(await third.kill('SIGTERM')).toBe(0)
})

test.each<[string, readonly RegExp[]]>([
  [
    'bindings',
    [
      /Function "queued": binding "queueTrigger\w*" of type "queueTrigger"/,
      /Function "guarded": authLevel "function"/,
      /Function "counter": binding "entityTrigger\w*"/,
    ],
  ],
  ['hook', [/The hook "preInvocation" is not supported/]],
  ['route', [/Route "api\/items\/\{id:int\}": "\{id:int\}" is not supported/]],
  ['streams', [/HTTP streams are not supported: remove enableHttpStream/]],
])('an app with %s that the host does not support is refused at start', async (FIXTURE_REFUSED, messages) => {
  const { code, errors } = await runRefusedHost(space.stateFile, { FIXTURE_REFUSED })
  expect(code).toBe(1)
  for (const message of messages) expect(errors).toMatch(message)
})

test('a timer with a wrong schedule is refused at start', async () => {
  const { code, errors } = await runRefusedHost(space.stateFile, { FIXTURE_SCHEDULE: '0 0 25 * * *' })
  expect([code, errors]).toEqual([1, expect.stringMatching(/Function "nightly": "25" is not a valid hour/)])
})

test('timers: run on demand, survive their errors, and catch up on a time missed while down', async () => {
  const env = { FIXTURE_LOG: space.log, FIXTURE_SCHEDULE: '0 0 4 * * *', HOST_MASTER_KEY: 'master' }
  const host = await runHost(space.stateFile, env)
  const run = async (name: string, headers: Record<string, string> = { 'x-functions-key': 'master' }) =>
    (await fetch(`${host.url}/admin/functions/${name}`, { method: 'POST', headers })).status
  const foreign = { 'x-functions-key': 'master', origin: 'https://evil.example' }
  expect([
    await run('nightly', {}),
    await run('nightly', { 'x-functions-key': 'wrong' }),
    await run('nightly', foreign),
    await run('nightly', { ...foreign, origin: 'null' }),
  ]).toEqual([401, 401, 403, 403])
  expect([await run('failing'), await run('failing'), await run('nightly'), await run('nobody')]).toEqual([
    202, 202, 202, 404,
  ])
  const ran = await until(() => (space.lines().length === 3 ? space.lines().sort() : undefined), 'the timers')
  expect(ran).toEqual(['failing', 'failing', 'nightly false'])
  expect(await host.kill('SIGTERM')).toBe(0)

  const database = new DatabaseSync(space.stateFile)
  const before = new Date(Date.now() - 3 * 86_400_000)
  const status = {
    Last: before.toISOString(),
    Next: parseSchedule(env.FIXTURE_SCHEDULE).next(before)?.toISOString(),
    LastUpdated: before.toISOString(),
  }
  database.prepare('UPDATE schedules SET status = ? WHERE name = ?').run(JSON.stringify(status), 'nightly')
  database.close()

  const again = await runHost(space.stateFile, env)
  await until(() => (space.lines().length === 4 ? true : undefined), 'the missed run')
  expect(space.lines()[3]).toBe('nightly true')
  expect(await again.kill('SIGTERM')).toBe(0)
})
