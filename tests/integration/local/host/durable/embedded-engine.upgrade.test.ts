import { readFileSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '@jest/globals'
import { createWorkspace, durableClient, runHost } from '../run-host.ts'

test('a state file of the version before opens, and its orchestrations continue', async () => {
  const space = createWorkspace()
  const database = new DatabaseSync(space.stateFile)
  database.exec(readFileSync('tests/fixtures/host-app/in-flight.sql', 'utf8'))
  database.close()

  const host = await runHost(space.stateFile)
  const client = durableClient(host)
  const running: readonly (readonly [string, unknown])[] = [
    ['held', [2, 1, 'held', 6]],
    ['sleeping', true],
    ['fired', true],
    ['fresh', 2],
  ]
  for (const [id, output] of running)
    expect(await client.ended(id)).toMatchObject({ runtimeStatus: 'Completed', output })
  expect(await client.status('failed')).toMatchObject({
    runtimeStatus: 'Failed',
    output: expect.stringMatching(/out of order/),
  })
  expect(await client.status('loop')).toMatchObject({ runtimeStatus: 'Completed', output: 6 })
  expect(host.errors()).toBe('')
  await host.kill('SIGTERM')
  space.remove()
})
