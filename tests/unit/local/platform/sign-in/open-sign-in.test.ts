import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { openIssuer, type Issuer } from '../../../../../local/platform/issuer.ts'
import { openSignIn, serveSignIn } from '../../../../../local/platform/sign-in/open-sign-in.ts'

let dataDir: string
let issuer: Issuer
const folder = () => ({ path: dataDir, file: (name: string) => join(dataDir, name) })
beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'etiquette-')), 'data')
  issuer = await openIssuer(dataDir)
})
afterAll(() => rm(join(dataDir, '..'), { recursive: true, force: true }))

const open = (environment: Record<string, string>, ofOthers = false) =>
  openSignIn({ issuer: ofOthers ? undefined : issuer, folder: folder() }, environment, 7071, () => undefined)

test('tells the app where people sign in', async () => {
  const expected = { WEB_CLIENT_ID: 'local', WEB_AUTHORITY: 'http://127.0.0.1:7071/local' }
  expect((await open({}))?.settings).toEqual(expected)
  expect((await open({ LOCAL_SIGN_IN: 'on', PUBLIC_URL: 'http://localhost:7071' }))?.settings).toEqual(
    expected,
  )
})

test('nobody signs in without a password on a public address, if it is switched off, or for another issuer', async () => {
  expect(await open({ PUBLIC_URL: 'https://labels.example.org' })).toBeUndefined()
  expect(await open({ LOCAL_SIGN_IN: 'off' })).toBeUndefined()
  expect(await open({}, true)).toBeUndefined()
  await expect(open({ LOCAL_SIGN_IN: 'false' })).rejects.toThrow('LOCAL_SIGN_IN')
})

test('serves it beside a host that does not take it', async () => {
  const server = await serveSignIn({ issuer, folder: folder() }, {}, () => undefined)
  const authority = server.settings['WEB_AUTHORITY'] ?? ''
  const document = await fetch(`${authority}/.well-known/openid-configuration`)
  expect(await document.json()).toMatchObject({ token_endpoint: `${authority}/token` })
  expect((await fetch(new URL('/other', authority))).status).toBe(404)
  server.close()
})
