import { expect, test } from '@jest/globals'
import { durableClient, type RunningHost, runHost, until, workspace } from '../run-host.ts'

test('kill -9 in mid-orchestration, again and again under load, loses nothing', async () => {
  const space = workspace()
  const env = { FIXTURE_LOG: space.log }
  const ids = Array.from({ length: 40 }, (_, index) => `journey-${index}`)
  let host: RunningHost = await runHost(space.stateFile, env)
  await durableClient(host).start('wait', 'waiting')
  for (let crash = 0; crash < 4; crash += 1) {
    const batch = ids.slice(crash * 10, crash * 10 + 10)
    const before = space.lines().length
    await Promise.all(batch.map(async (id) => durableClient(host).start('journey', id, ids.indexOf(id))))
    await until(() => (space.lines().length >= before + 20 ? true : undefined), 'some progress')
    await host.kill('SIGKILL')
    host = await runHost(space.stateFile, env)
  }
  const client = durableClient(host)
  for (const [index, id] of ids.entries()) {
    // 2 + 4 + 6 from the first fan-out, 0 + 2 + 4 from the child, twice the input from the last activity.
    expect(await client.ended(id)).toMatchObject({ runtimeStatus: 'Completed', output: 18 + 2 * index })
  }
  await client.act('waiting', 'raise', 'still there')
  expect(await client.ended('waiting')).toMatchObject({ output: { event: 'still there', first: 42 } })
  // Seven activities each, and few of them twice: only those that were running at a crash.
  expect(space.lines().length).toBeLessThan(40 * 7 + 1 + 4 * 40)
  await host.kill('SIGKILL')
  space.remove()
})
