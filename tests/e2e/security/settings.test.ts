import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { execFile } from 'node:child_process'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import { localAudience, localIssuer, localTenant, openIssuer } from '../../../local/platform/issuer.ts'
import { startWorld, type OwnWorld } from '../../support/own-service.ts'
import { hostLevelOf } from '../../support/host-level.ts'
import type { Reply } from '../../support/person.ts'
import { joinService } from '../../support/shared-service.ts'

// What needs a service with settings of its own, beside the one that the other suites share.

let world: OwnWorld

beforeAll(async () => {
  world = await startWorld({
    env: { AUTH_CLIENTS: 'web,local', RATE_LIMIT_PER_SECOND: '1', RATE_LIMIT_BURST: '30' },
  })
})
afterAll(() => world.close())

const askWith = (token: string): Promise<Reply> =>
  world.nobody('GET', '/projects', { headers: { authorization: `Bearer ${token}` } })

test('where the clients are named, a token of another one is refused', async () => {
  const { kid, privateKey } = await openIssuer(world.service.dataDir)
  const tokenOf = (client: string): Promise<string> =>
    new SignJWT({
      oid: 'lead',
      tid: localTenant,
      roles: ['Labeling.Admin'],
      azp: client,
      scp: 'x',
      ver: '2.0',
    })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuer(localIssuer)
      .setAudience(localAudience)
      .setExpirationTime('10m')
      .sign(privateKey)
  for (const client of ['web', 'local']) expect((await askWith(await tokenOf(client))).status).toBe(200)
  const refused = await askWith(await tokenOf('mobile'))
  expect([refused.status, refused.code]).toEqual([401, 'Unauthenticated'])
  expect(refused.text).toContain('(azp)')
})

test('API4 unrestricted resource consumption: the rate of one caller has an end, and the others notice nothing', async () => {
  const [flood, ana] = await Promise.all(
    ['flood', 'ana'].map((user) => world.person(user, 'Labeling.Labeler')),
  )
  let limited: Reply | undefined
  while (!limited) {
    const replies = await Promise.all(Array.from({ length: 50 }, () => flood!('GET', '/projects')))
    limited = replies.find(({ status }) => status === 429)
  }
  expect([limited.code, limited.headers.get('retry-after')]).toEqual(['TooManyRequests', '1'])
  expect((await ana!('GET', '/projects')).status).toBe(200)
})

test('CVE-2023-43791: no two services share a key: what one has signed, the other refuses', async () => {
  const other = await joinService()
  const theirs = await other.token('lead', 'Labeling.Admin')
  expect((await other.lead('GET', '/projects')).status).toBe(200)
  expect((await world.lead('GET', '/projects')).status).toBe(200)
  const refused = await askWith(theirs)
  expect([refused.status, refused.code]).toEqual([401, 'Unauthenticated'])
  const keys = [world, other].map(({ service }) => join(service.dataDir, 'secrets.key'))
  const [ours, others] = await Promise.all(keys.map((file) => readFile(file)))
  expect(ours!.length).toBeGreaterThanOrEqual(32)
  expect(ours!.equals(others!)).toBe(false)
  for (const file of keys) expect((await stat(file)).mode & 0o077).toBe(0)
})

test('a start without settings names them in one line, which the Functions host takes for an error', async () => {
  // As its worker loads the app: nothing else prints why the app has no functions.
  const app = join(__dirname, '../../../dist/src/index.js')
  const { PATH } = process.env
  const [code, stderr] = await new Promise<[number | null, string]>((done) => {
    const child = execFile(process.execPath, [app], { env: { PATH, AUTH_CLIENTS: ' , ' } }, (_, __, text) =>
      done([child.exitCode, text]),
    )
  })
  expect(code).not.toBe(0)
  const [line = '', ...others] = stderr.split('\n').filter((one) => one.startsWith('{"time"'))
  expect(others).toEqual([])
  expect(hostLevelOf('stderr', line)).toBe('Error')
  expect(JSON.parse(line)).toMatchObject({
    level: 'Error',
    error: {
      name: 'StartError',
      message: expect.stringMatching(/AUTH_ISSUER: is required[^]*AUTH_CLIENTS: must have/),
    },
  })
})
