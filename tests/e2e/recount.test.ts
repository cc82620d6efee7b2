import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from '@jest/globals'
import { joinService } from '../support/shared-service.ts'
import { until } from '../support/until.ts'

const repository = resolve(__dirname, '../..')

/** `npm run recount -- …`, for the service of this data folder. */
const recount = (dataDir: string, ...args: readonly string[]) =>
  new Promise<{ code: number | null; stdout: string; stderr: string }>((done) => {
    const child = execFile(
      process.execPath,
      ['tools/recount.ts', ...args],
      { cwd: repository, env: { ...process.env, DATA_DIR: dataDir } },
      (_, stdout, stderr) => done({ code: child.exitCode, stdout, stderr }),
    )
  })

/** Adds to the counters of a project in the file itself, as no part of the service would. */
const spoil = (dataDir: string, project: string): void => {
  const db = new DatabaseSync(join(dataDir, 'etiquette.db'), { timeout: 60_000 })
  const { changes } = db
    .prepare(
      `UPDATE items SET body = json_set(body, '$.open', (body ->> '$.open') + 5, '$.states.labeled', 7)
       WHERE id = 'counters' AND part =
         (SELECT (body ->> '$.uid') || ':0' FROM workspace WHERE kind = 'project' AND id = ?)`,
    )
    .run(project)
  db.close()
  expect(changes).toBe(1)
}

test('counters that were spoiled in the file are reported, corrected with --write, and right then', async () => {
  const world = await joinService()
  const { dataDir } = world.service
  await world.addProject('counted', ['1.png', '2.png', '3.png'])
  spoil(dataDir, 'counted')
  const table = [
    'segment  counter         stored  counted',
    '      0  states.labeled       7        0',
    '      0  open                 8        3',
  ]
  expect(await recount(dataDir, 'counted')).toMatchObject({
    code: 1,
    stdout: [...table, 'counted: 2 counters differ; correct them with --write', ''].join('\n'),
  })
  await until(
    () => world.lead('GET', '/projects/counted/progress'),
    (reply) => reply.body.labeled === 7,
  )
  expect(await recount(dataDir, 'counted', '--write')).toMatchObject({
    code: 0,
    stdout: [...table, 'counted: 2 counters differed and are corrected', ''].join('\n'),
  })
  expect(await recount(dataDir, 'counted', '--write')).toMatchObject({
    code: 0,
    stdout: 'counted: the counters equal the 3 items that were counted\n',
  })
  const { body } = await world.lead('GET', '/projects/counted/audit')
  expect(body.value[0]).toMatchObject({
    action: 'RecountProject',
    by: 'recount',
    changes: [
      { name: 'states.labeled', from: '7', to: '0' },
      { name: 'open', from: '8', to: '3' },
    ],
  })
  expect(await recount(dataDir, 'not-there')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('ProjectNotFound'),
  })
})
