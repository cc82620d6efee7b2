import { expect, test } from '@jest/globals'
import { createWorkspace, durableClient, runHost, until } from '../run-host.ts'
import type { RunningHost } from '../run-host.ts'

test('kill -9 in mid-orchestration, again and again under load, loses nothing', async () => {
  const space = createWorkspace()
  const held = { FIXTURE_LOG: space.log, FIXTURE_HOLD: '1' }
  const ids = Array.from({ length: 40 }, (_, index) => `journey-${index}`)
  let host: RunningHost = await runHost(space.stateFile, held)
  await durableClient(host).start('held', 'held')
  for (let crash = 0; crash < 4; crash += 1) {
    const batch = ids.slice(crash * 10, crash * 10 + 10)
    const before = space.lines().length
    await Promise.all(batch.map(async (id) => durableClient(host).start('journey', id, ids.indexOf(id))))
    await until(() => (space.lines().length >= before + 20 ? true : undefined), 'some progress')
    await host.kill('SIGKILL')
    host = await runHost(space.stateFile, crash < 3 ? held : { FIXTURE_LOG: space.log })
  }
  const client = durableClient(host)
  for (const [index, id] of ids.entries()) {
    // 2 + 4 + 6 from each fan-out, twice the input from the last activity.
    const output = 24 + 2 * index
    expect(await client.ended(id)).toMatchObject({ runtimeStatus: 'Completed', output })
  }
  expect(await client.ended('held')).toMatchObject({ output: [2, expect.any(Number), 'held', 6] })
  // Seven activities each, and few of them twice: only those that were running at a crash.
  expect(space.lines().length).toBeLessThan(40 * 7 + 1 + 4 * 40)
  await host.kill('SIGKILL')
  space.remove()
})
