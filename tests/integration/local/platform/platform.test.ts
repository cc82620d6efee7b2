import { chmod, chown, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { openIssuer } from '../../../../local/platform/issuer.ts'
import { jwksUrlOf } from '../../../../local/platform/jwks.ts'
import { portOf } from '../../../../local/platform/ports.ts'
import { createService, isAlive, runScript, startService, until } from './service-process.ts'
import type { ServiceProcess } from './service-process.ts'

let dataDir: string
let service: ServiceProcess

beforeAll(async () => {
  dataDir = join(await mkdtemp(join(tmpdir(), 'etiquette-')), 'data')
  service = await startService(dataDir)
})

afterAll(async () => {
  if (service.child.exitCode === null && service.child.signalCode === null) await service.stop('SIGTERM')
  await rm(join(dataDir, '..'), { recursive: true, force: true })
})

describe('a running service', () => {
  test('says where it listens and what to open next, and no secret', async () => {
    const { serviceUrl, blobServiceUrl, blobAccountKey = '' } = await service.endpoints()
    expect(service.stdout().split('\n')[0]).toBe(`listening on ${serviceUrl}`)
    for (const hint of [`${serviceUrl}/api/docs`, 'npm run --silent token', `${blobServiceUrl}/images`]) {
      expect(service.stdout()).toContain(hint)
    }
    expect(blobAccountKey).not.toBe('')
    expect(service.stdout() + service.stderr()).not.toContain(blobAccountKey)
  })

  test('gives the app its settings', async () => {
    const { serviceUrl, blobServiceUrl } = await service.endpoints()
    const settings: unknown = await (await fetch(`${serviceUrl}/api/settings`)).json()
    expect(settings).toEqual({
      STORE: 'sqlite',
      SQLITE_FILE: join(dataDir, 'etiquette.db'),
      BLOB_SERVICE_URL: blobServiceUrl,
      EXPORT_CONTAINER: 'etiquette-exports',
      RENDITION_CONTAINER: 'etiquette-renditions',
      SECRETS_KEY_FILE: join(dataDir, 'secrets.key'),
      REFRESH_SCHEDULE: '0 */15 * * * *',
      AUTH_ISSUER: 'urn:etiquette:local',
      AUTH_AUDIENCE: 'api://etiquette',
      AUTH_JWKS_URL: jwksUrlOf(await openIssuer(dataDir)),
      AUTH_TENANT: 'local',
      PUBLIC_URL: serviceUrl,
    })
  })

  test('verifies what the token command prints', async () => {
    const { code, stdout } = await runScript(
      'local/token.ts',
      ['ana', 'Admin', 'Labeling.Labeler', '--hours', '2'],
      {
        DATA_DIR: dataDir,
      },
    )
    expect(code).toBe(0)
    const keys = createRemoteJWKSet(new URL(jwksUrlOf(await openIssuer(dataDir))))
    const { payload } = await jwtVerify(stdout.trim(), keys, {
      issuer: 'urn:etiquette:local',
      audience: 'api://etiquette',
      algorithms: ['RS256'],
    })
    expect(payload).toMatchObject({
      sub: 'ana',
      oid: 'ana',
      tid: 'local',
      azp: 'local',
      ver: '2.0',
      roles: ['Labeling.Admin', 'Labeling.Labeler'],
    })
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(2 * 3600)
  })

  test('keeps its secrets to the owner', async () => {
    const modeOf = async (name: string) => (await stat(join(dataDir, name))).mode & 0o777
    expect(await modeOf('')).toBe(0o700)
    for (const name of await readdir(dataDir, { recursive: true }))
      expect([name, (await modeOf(name)) & 0o077]).toEqual([name, 0])
    for (const name of ['issuer.json', 'blob-account.json', 'endpoints.json'])
      expect(await modeOf(name)).toBe(0o600)
  })

  test('makes private containers for images and exports', async () => {
    const images = await service.images()
    expect(await images.exists()).toBe(true)
    expect((await fetch(`${images.url}?restype=container&comp=list`)).status).toBe(403)
    const { blobServiceUrl } = await service.endpoints()
    expect(images.url).toBe(`${blobServiceUrl}/images`)
  })

  test('has its data folder for itself', async () => {
    const second = createService(dataDir)
    expect(await second.exitCode()).toBe(1)
    expect(second.stderr()).toBe(
      `The data folder ${dataDir} is in use by another running service (process ${service.child.pid}). ` +
        'Stop that one first, or choose another folder with DATA_DIR.\n',
    )
  })

  test('says when its port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const port = String(portOf(other.address()))
    const refused = createService(`${dataDir}-other`, { PORT: port })
    expect(await refused.exitCode()).toBe(1)
    expect(refused.stderr()).toMatch(
      new RegExp(`^Port ${port} is taken by another program\\. [^\\n]*PORT[^\\n]*\\n$`),
    )
    other.close()
  })
})

describe('a data folder that was made before', () => {
  const modeIn = async (folder: string, name: string) =>
    ((await stat(join(folder, name))).mode & 0o777).toString(8)

  /** Starts the service on a folder whose files all may read, and looks at it while it runs. */
  const modesOf = async (mode: number, shared: boolean) => {
    const folder = await mkdtemp(join(tmpdir(), 'etiquette-modes-'))
    await mkdir(join(folder, 'blobs'), { mode: 0o755 })
    await writeFile(join(folder, 'host.db'), '')
    await writeFile(join(folder, shared ? 'notes.txt' : 'issuer.json.old'), 'x')
    if (shared) await rm(join(folder, 'host.db'))
    await chmod(folder, mode)
    const own = await startService(folder)
    const names = (await readdir(folder, { recursive: true })).filter(
      (name) => !/^(?:notes|issuer.json.old)/.test(name),
    )
    const open = []
    for (const name of names) if (!/^[67]00$/.test(await modeIn(folder, name))) open.push(name)
    const result = { folder: await modeIn(folder, ''), open, files: names.length > 5, stderr: own.stderr() }
    await own.stop('SIGTERM')
    await rm(folder, { recursive: true, force: true })
    return result
  }

  test.each([0o755, 0o777])(
    'with mode %o is private while it is used, databases and images included',
    async (mode) => {
      expect(await modesOf(mode, false)).toEqual({
        folder: '700',
        open: [],
        files: true,
        stderr: expect.stringMatching(
          /^\S+ warning DataFolder: Other users of this machine could read .*\n$/,
        ),
      })
    },
  )

  test('keeps its own files private beside files of others', async () => {
    expect(await modesOf(0o755, true)).toMatchObject({
      folder: '755',
      open: [],
      files: true,
      stderr: expect.stringMatching(/Other users of this machine can list the folder/),
    })
  })

  const asRoot = process.getuid?.() === 0 ? test : test.skip
  asRoot('is refused when another user has it, before anything is written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'etiquette-foreign-'))
    await chmod(folder, 0o777)
    await chown(folder, 54_321, 54_321)
    const refused = createService(folder)
    expect(await refused.exitCode()).toBe(1)
    expect(refused.stderr()).toContain(`${folder} belongs to another user of this machine (54321)`)
    expect(await readdir(folder)).toEqual([])
    await rm(folder, { recursive: true, force: true })
  })
})

describe('bad luck', () => {
  test('kill -9 loses no blob that was uploaded just before', async () => {
    const images = await service.images()
    const names = Array.from({ length: 20 }, (_, i) => `kept/${i}.txt`)
    await Promise.all(
      names.map((name) => images.getBlockBlobClient(name).upload(name, Buffer.byteLength(name))),
    )
    await service.stop('SIGKILL')

    service = await startService(dataDir)
    const again = await service.images()
    expect(again.url).toBe(images.url)
    const texts = await Promise.all(
      names.map(async (name) => (await again.getBlobClient(name).downloadToBuffer()).toString()),
    )
    expect(texts).toEqual(names)
  })

  test('starts Azurite again when it dies, with what it kept', async () => {
    const images = await service.images()
    process.kill(await service.azurite(), 'SIGKILL')
    await until(() => service.stderr().includes('Azurite serves again.'))
    expect(service.stderr()).toContain('Azurite ended (SIGKILL); starting it again.')
    expect(await images.getBlobClient('kept/0.txt').exists()).toBe(true)
  })

  test('SIGTERM ends it and its Azurite with status 0', async () => {
    const azurite = await service.azurite()
    expect(isAlive(azurite)).toBe(true)
    expect(await service.stop('SIGTERM')).toBe(0)
    expect(isAlive(azurite)).toBe(false)
    await expect(service.endpoints()).rejects.toThrow('ENOENT')
  })

  test('ends when npm stops the shell that it was started in', async () => {
    const started = createService(dataDir, { npm_lifecycle_event: 'start' }, true)
    await started.listening()
    await started.stop('SIGTERM')
    await until(async () => {
      const listed = await started.endpoints().catch(() => undefined)
      return listed === undefined
    })
    const next = await startService(dataDir)
    expect(await next.stop('SIGTERM')).toBe(0)
  })
})
