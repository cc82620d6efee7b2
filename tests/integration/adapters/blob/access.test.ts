import { beforeAll, describe, expect, test } from '@jest/globals'
import { inspect } from 'node:util'
import { ContainerSASPermissions } from '@azure/storage-blob'
import type { ContainerClient } from '@azure/storage-blob'
import {
  createContainer,
  datastore,
  everything,
  noIdentity,
  readAll,
  sasOf,
  secretsInMemory,
  sourcesOn,
  writeBlob,
  joinAzurite,
} from './fixtures.ts'

const azurite = joinAzurite()
let container: ContainerClient

beforeAll(async () => {
  container = await createContainer(azurite)
  await writeBlob(container, 'a.png', 'a')
  await writeBlob(container, 'b.png', 'b')
})

const sas = { type: 'Sas', secretName: 'pets-sas' } as const

const withToken = async (token: string, url = container.url, emulator = azurite) => {
  const secrets = secretsInMemory()
  await secrets.put('pets-sas', token)
  return sourcesOn(emulator, { secrets }).open(datastore(url, sas))
}

const failureOf = async (work: Promise<unknown>): Promise<Error> => {
  const outcome = await work.catch((error: unknown) => error)
  if (outcome instanceof Error) return outcome
  throw new Error('It did not fail')
}

describe('a read URL', () => {
  test('reads its one blob, and cannot write it, read another or list', async () => {
    const source = await sourcesOn(azurite).open(datastore(container.url))
    const url = new URL((await source.readUrl('a.png', Date.now() + 60_000))!)
    expect(await (await fetch(url)).text()).toBe('a')
    const write = { method: 'PUT', body: 'x', headers: { 'x-ms-blob-type': 'BlockBlob' } }
    expect((await fetch(url, write)).status).toBe(403)
    expect((await fetch(url, { method: 'DELETE' })).status).toBe(403)
    expect((await fetch(`${container.url}/b.png${url.search}`)).status).toBe(403)
    expect((await fetch(`${container.url}${url.search}&restype=container&comp=list`)).status).toBe(403)
    expect(url.searchParams.get('sp')).toBe('r')
    expect(url.searchParams.get('sr')).toBe('b')
    expect(url.searchParams.get('st')).toBeNull()
  })

  test.each([
    ['page.png', 'text/html', 'image/png', "inline; filename*=UTF-8''page.png"],
    ['drawing.JPG', 'image/svg+xml', 'image/jpeg', "inline; filename*=UTF-8''drawing.JPG"],
    ['page.html', 'image/png', 'application/octet-stream', "attachment; filename*=UTF-8''page.html"],
    ['a/b.svg', 'image/svg+xml', 'application/octet-stream', "attachment; filename*=UTF-8''b.svg"],
    ["it's \u202egnp.png", 'text/html', 'image/png', "inline; filename*=UTF-8''it%27s%20_gnp.png"],
  ])('of %s, stored as %s, is answered by storage as %s', async (path, stored, type, disposition) => {
    await container.getBlockBlobClient(path).upload('<script>', 8, {
      blobHTTPHeaders: { blobContentType: stored, blobContentDisposition: 'inline' },
    })
    const source = await sourcesOn(azurite).open(datastore(container.url))
    const text = (await source.readUrl(path, 4_000_000_000_000))!
    expect(text).toBe(await source.readUrl(path, 4_000_000_000_000))
    expect(text).not.toContain("'")
    const answer = await fetch(text)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type])
    expect(answer.headers.get('content-disposition')).toBe(disposition)
    await answer.body?.cancel()
    for (const change of [
      (url: URL) => url.searchParams.set('rsct', 'text/html'),
      (url: URL) => url.searchParams.set('rscd', 'inline'),
      (url: URL) => url.searchParams.delete('rsct'),
      (url: URL) => url.searchParams.delete('rscd'),
      (url: URL) => url.searchParams.set('rsce', 'gzip'),
    ]) {
      const forged = new URL(text)
      change(forged)
      expect((await fetch(forged)).status).toBe(403)
    }
    await container.deleteBlob(path)
  })

  test('expires', async () => {
    const source = await sourcesOn(azurite).open(datastore(container.url))
    const url = await source.readUrl('a.png', Date.now() - 1_000)
    expect((await fetch(url!)).status).toBe(403)
  })

  test('of an open container is plain, and of a SAS token there is none', async () => {
    const open = await createContainer(azurite, { access: 'container' })
    await writeBlob(open, 'c d.png', 'c')
    const source = await sourcesOn(azurite).open(datastore(open.url, { type: 'Anonymous' }))
    const url = await source.readUrl('c d.png', Date.now() + 60_000)
    expect(url).toBe(`${open.url}/c%20d.png`)
    expect(await (await fetch(url!)).text()).toBe('c')
    await source.probe()
    expect(await everything(source)).toEqual(['c d.png'])
    const tokenSource = await withToken(await sasOf(container, 'rl'))
    expect(await tokenSource.readUrl('a.png', Date.now() + 60_000)).toBeUndefined()
  })
})

describe('a SAS token', () => {
  test('opens its container, with or without its question mark', async () => {
    const token = await sasOf(container, 'rl')
    for (const written of [token, token.slice(1)]) {
      const source = await withToken(written)
      await source.probe()
      expect(await everything(source)).toEqual(['a.png', 'b.png'])
      expect(await readAll(await source.open('a.png', {}))).toBe('a')
    }
  })

  test.each([
    ['r', 'list'],
    ['l', 'read'],
  ])('that allows only %s does not pass the probe: it lacks %s', async (permissions, lacking) => {
    const empty = await createContainer(azurite)
    for (const one of [container, empty]) {
      const source = await withToken(await sasOf(one, permissions), one.url)
      await expect(source.probe()).rejects.toMatchObject({
        code: 'DatastoreUnreachable',
        message: expect.stringContaining(`SAS token is not sufficient. It lacks ${lacking}.`),
      })
    }
  })

  test('passes the probe of an empty container, and of one whose files begin with an archived one', async () => {
    const one = await createContainer(azurite)
    const source = await withToken(await sasOf(one, 'rl'), one.url)
    await source.probe()
    await writeBlob(one, 'a/', '')
    await writeBlob(one, 'a/cold.png', 'cold')
    await one.getBlobClient('a/cold.png').setAccessTier('Archive')
    await source.probe()
    expect(await source.readPart('a/cold.png', { offset: 0, count: 1 })).toEqual({ unreadable: 'Archived' })
  })

  test('that has expired says when', async () => {
    const url = await container.generateSasUrl({
      permissions: ContainerSASPermissions.parse('rl'),
      expiresOn: new Date('2026-01-02T03:04:05Z'),
    })
    const source = await withToken(new URL(url).search)
    const expired = {
      code: 'DatastoreUnreachable',
      message: expect.stringContaining('The SAS token expired at 2026-01-02T03:04:05.000Z.'),
    }
    await expect(source.probe()).rejects.toMatchObject(expired)
    // It refuses each file, so none is refused for itself.
    await expect(source.readPart('a.png', { offset: 0, count: 1 })).rejects.toMatchObject(expired)
    await expect(source.exists('a.png')).rejects.toMatchObject(expired)
  })

  test('is in no error, however it is looked at', async () => {
    const token = await sasOf(container, 'r')
    const signature = new URLSearchParams(token).get('sig')!
    const elsewhere = await createContainer(azurite)
    const nobody = 'http://127.0.0.1:1/account'
    const failures = await Promise.all([
      failureOf((await withToken(token)).probe()),
      failureOf((await withToken(token, elsewhere.url)).open('a.png', {})),
      failureOf((await withToken(token)).open('nowhere.png', {})),
      failureOf((await withToken(token, `${nobody}/photos`, { ...azurite, accountUrl: nobody })).probe()),
    ])
    for (const failure of failures) {
      const seen = inspect(failure, { depth: 20, showHidden: true }) + JSON.stringify(failure)
      for (const secret of [signature, encodeURIComponent(signature), 'sig='])
        expect(seen).not.toContain(secret)
    }
  })

  test('that is not kept any more is asked for', async () => {
    const opening = sourcesOn(azurite).open(datastore(container.url, sas))
    await expect(opening).rejects.toMatchObject({
      code: 'DatastoreUnreachable',
      message: expect.stringContaining('Set a new one'),
    })
  })

  test('is read once, and again when the datastore is forgotten or changed', async () => {
    const secrets = secretsInMemory()
    await secrets.put('pets-sas', await sasOf(container, 'rl'))
    let reads = 0
    const counted = {
      ...secrets,
      get: (name: string) => {
        reads += 1
        return secrets.get(name)
      },
    }
    const sources = sourcesOn(azurite, { secrets: counted })
    const pets = datastore(container.url, sas)
    const [first, second] = await Promise.all([sources.open(pets), sources.open(pets)])
    expect(second).toBe(first)
    expect(reads).toBe(1)
    sources.forget(pets)
    expect(await sources.open(pets)).not.toBe(first)
    await sources.open({ ...pets, updatedAt: 1 })
    expect(reads).toBe(3)
  })
})

describe('the service itself', () => {
  test('without an identity says that it needs one', async () => {
    const sources = sourcesOn(azurite, { identityHosts: ['.localhost'] })
    const failure = await failureOf(
      sources.open(datastore('https://x.localhost:1/photos')).then((s) => s.probe()),
    )
    expect(failure).toMatchObject({
      code: 'DatastoreUnreachable',
      message: expect.stringContaining('identity'),
    })
  })

  test.each(['https://evil.example/photos', 'http://acct.blob.core.windows.net/photos', 'nonsense'])(
    'never sends its token to %s',
    async (url) => {
      let asked = 0
      const identity = {
        getToken: () => {
          asked += 1
          return noIdentity.getToken()
        },
      }
      const opening = sourcesOn(azurite, { identity }).open(datastore(url))
      await expect(opening).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
      expect(asked).toBe(0)
    },
  )

  test('opens nothing by plain http but the emulator', async () => {
    for (const { url, emulator } of [
      { url: container.url, emulator: undefined },
      { url: container.url.replace('devstoreaccount1', 'other'), emulator: azurite },
      { url: 'http://contoso.blob.core.windows.net/photos', emulator: azurite },
    ]) {
      const opening = sourcesOn(emulator).open(datastore(url, { type: 'Anonymous' }))
      await expect(opening).rejects.toMatchObject({
        code: 'DatastoreUnreachable',
        message: expect.stringContaining('neither https'),
      })
    }
  })

  test('uses an emulator only on this machine', () => {
    const elsewhere = { ...azurite, accountUrl: 'http://storage.example/devstoreaccount1' }
    expect(() => sourcesOn(elsewhere)).toThrow('loopback')
  })
})
