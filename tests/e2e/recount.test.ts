import { execFile } from 'node:child_process'
import { join, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, expect, test } from '@jest/globals'
import { startWorld, type OwnWorld } from '../support/own-service.ts'

const repository = resolve(__dirname, '../..')
let world: OwnWorld | undefined
afterEach(async () => {
  await world?.close()
  world = undefined
}, 30_000)

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

/** Adds to counters of all segments in the file itself, as no part of the service would. */
const spoil = (dataDir: string): void => {
  const db = new DatabaseSync(join(dataDir, 'etiquette.db'))
  db.exec(
    `UPDATE items SET body = json_set(body, '$.open', (body ->> '$.open') + 5, '$.states.labeled', 7) WHERE id = 'counters'`,
  )
  db.close()
}

test('counters that were spoiled in the file are reported, corrected with --write, and right then', async () => {
  world = await startWorld()
  await world.addProject('cats', ['1.png', '2.png', '3.png'])
  const { dataDir } = world.service
  await world.service.stop()
  spoil(dataDir)
  world = await world.restart()
  const table = [
    'segment  counter         stored  counted',
    '      0  states.labeled       7        0',
    '      0  open                 8        3',
  ]
  expect(await recount(dataDir, 'cats')).toMatchObject({
    code: 1,
    stdout: [...table, 'cats: 2 counters differ; correct them with --write', ''].join('\n'),
  })
  expect((await world.lead('GET', '/projects/cats/progress')).body).toMatchObject({ labeled: 7 })
  expect(await recount(dataDir, 'cats', '--write')).toMatchObject({
    code: 0,
    stdout: [...table, 'cats: 2 counters differed and are corrected', ''].join('\n'),
  })
  expect(await recount(dataDir, 'cats', '--write')).toMatchObject({
    code: 0,
    stdout: 'cats: the counters equal the 3 items that were counted\n',
  })
  const { body } = await world.lead('GET', '/projects/cats/audit')
  expect(body.value[0]).toMatchObject({
    action: 'RecountProject',
    by: 'recount',
    changes: [
      { name: 'states.labeled', from: '7', to: '0' },
      { name: 'open', from: '8', to: '3' },
    ],
  })
  expect(await recount(dataDir, 'dogs')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('ProjectNotFound'),
  })
})
