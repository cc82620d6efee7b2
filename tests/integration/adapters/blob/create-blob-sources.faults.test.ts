import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { forEachBounded } from '../../../../src/domain/core/for-each-bounded.ts'
import { openAt, soon } from './fixtures.ts'
import {
  refusing,
  resetting,
  silent,
  startFaultStorage,
  type Fault,
  type FaultStorage,
} from './fault-storage.ts'

let storage: FaultStorage
beforeEach(async () => {
  storage = await startFaultStorage()
  storage.names = ['a.png', 'b.png', 'c.png']
})
afterEach(() => storage.stop())

const first = { offset: 0, count: 2 }
const forbidden = 'AuthorizationPermissionMismatch'

describe('one file that storage does not give', () => {
  test.each<[string, Fault, string]>([
    ['is archived', refusing(409, 'BlobArchived'), 'Archived'],
    ['comes back from the archive', refusing(409, 'BlobBeingRehydrated'), 'Archived'],
    ['has a key of a customer', refusing(409, 'BlobUsesCustomerSpecifiedEncryption'), 'Encrypted'],
    ['has a key that was deleted', refusing(403, 'KeyVaultEncryptionKeyNotFound'), 'Encrypted'],
    ['has a key that was deleted, with 404', refusing(404, 'KeyVaultVaultNotFound'), 'Encrypted'],
    ['is behind a condition on paths', refusing(403, forbidden), 'Refused'],
    ['is refused without a code', refusing(403, ''), 'Refused'],
    ['fails', refusing(500, 'InternalError'), 'Failed'],
    ['fails at a gateway', refusing(502, ''), 'Failed'],
    ['has a name that storage rejects', refusing(400, 'InvalidUri'), 'Failed'],
    ['breaks each connection', resetting, 'Failed'],
    ['never comes', silent, 'Failed'],
  ])('because it %s costs that file', async (_name, fault, unreadable) => {
    storage.faults.set('b.png', fault)
    const source = await openAt(storage.url, fault === silent ? { deadlines: { call: 10 * soon } } : {})
    expect(await source.readPart('b.png', first)).toEqual({ unreadable })
    expect(await source.readPart('a.png', first)).toEqual({ bytes: Buffer.from('da') })
    // Storage does not say that there is none.
    expect(await source.exists('b.png')).toBe(true)
    await source.probe()
  })

  test.each([
    [403, forbidden, 'Ask the owner of the container to allow reading this file.'],
    [403, 'KeyVaultEncryptionKeyNotFound', 'Its encryption key cannot be used'],
    [409, 'BlobArchived', 'Rehydrate it first.'],
  ])('with %i %s is named when it is opened, not its container', async (status, code, help) => {
    storage.faults.set('b.png', refusing(status, code))
    const source = await openAt(storage.url)
    await expect(source.open('b.png', {})).rejects.toMatchObject({
      code: 'DatastoreUnreachable',
      message: expect.stringMatching(RegExp(`his file of container 'photos'.*${code}.*${help}`)),
    })
    storage.listFault = () => refusing(403, forbidden)
    storage.faults.set('b.png', refusing(403, forbidden))
    await expect((await openAt(storage.url)).open('b.png', {})).rejects.toMatchObject({
      message: expect.stringContaining("Access to container 'photos' was refused"),
    })
  })

  test('asks the container once for thousands of refused files', async () => {
    const source = await openAt(storage.url, { now: () => 5000 })
    const names = Array.from({ length: 1000 }, (_, index) => `${index}.png`)
    for (const name of names) storage.faults.set(name, refusing(403, forbidden))
    // As many at once as an import reads: more could wait for a connection until their deadline.
    await forEachBounded(names, 32, async (name) => {
      expect(await source.readPart(name, first)).toEqual({ unreadable: 'Refused' })
    })
    expect(storage.lists).toEqual([1])
  })

  test.each<[string, Fault]>([
    ['refuses all as well', refusing(403, forbidden)],
    ['is not there any more', refusing(404, 'ContainerNotFound')],
  ])('is not to blame if its container %s', async (_name, fault) => {
    storage.faults.set('a.png', refusing(403, forbidden))
    storage.listFault = () => fault
    const source = await openAt(storage.url)
    await expect(source.readPart('a.png', first)).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
    await expect(source.exists('a.png')).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
  })

  test.each(['AuthenticationFailed', 'AuthorizationSourceIPMismatch', 'AccountIsDisabled'])(
    'is not to blame for %s, which refuses every file',
    async (code) => {
      storage.faults.set('a.png', refusing(403, code))
      const source = await openAt(storage.url)
      await expect(source.readPart('a.png', first)).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
      expect(storage.lists).toEqual([])
    },
  )

  test('is not to blame if storage is too busy', async () => {
    const source = await openAt(storage.url)
    for (const fault of [refusing(503, 'ServerBusy'), refusing(429, '')]) {
      storage.faults.set('a.png', fault)
      await expect(source.readPart('a.png', first)).rejects.toMatchObject({ code: 'DatastoreUnavailable' })
    }
  })
})

describe('what may pass', () => {
  test.each<[string, number, string, Record<string, string>, number | undefined]>([
    ['busy', 503, 'ServerBusy', { 'retry-after': '40' }, 40],
    ['too many requests', 429, '', { 'retry-after': '31' }, 31],
    [
      'a date',
      503,
      'ServerBusy',
      { date: 'Thu, 01 Oct 2026 08:00:00 GMT', 'retry-after': 'Thu, 01 Oct 2026 08:00:50 GMT' },
      50,
    ],
    ['a year', 503, 'ServerBusy', { 'retry-after': '31536000' }, 600],
    ['no time', 500, 'InternalError', {}, undefined],
    ['nonsense', 504, '', { 'retry-after': 'soon' }, undefined],
  ])('keeps when storage wants the next attempt: %s', async (_name, status, code, headers, retryAfter) => {
    storage.listFault = () => refusing(status, code, headers)
    const source = await openAt(storage.url)
    const page = { prefix: '', pageSize: 10 }
    for (const call of [() => source.probe(), () => source.list(page), () => source.browse(page)])
      await expect(call()).rejects.toMatchObject({ code: 'DatastoreUnavailable', retryAfter })
  })

  test('passes: a file that fails four times is read', async () => {
    let left = 4
    const source = await openAt(storage.url)
    for (const fault of [refusing(503, 'ServerBusy'), refusing(500, 'InternalError'), resetting]) {
      left = 4
      storage.faults.set('a.png', (response) => {
        left -= 1
        if (left === 0) storage.faults.delete('a.png')
        fault(response)
      })
      expect(await source.readPart('a.png', first)).toEqual({ bytes: Buffer.from('da') })
    }
  })

  const xml = { 'content-type': 'application/xml' }
  const begun = '<?xml version="1.0" encoding="utf-8"?><EnumerationResults><Blobs><Blob><Name>a'
  test.each<[string, Fault, string]>([
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { ...xml, 'content-length': '100000' }).write(begun)
        setImmediate(() => response.destroy())
      },
      'DatastoreUnavailable',
    ],
    [
      'has a wrong length',
      (response) => response.writeHead(200, { ...xml, 'content-length': `${begun.length}` }).end(begun),
      'DatastoreUnavailable',
    ],
    [
      'ends in its first element',
      (response) => response.writeHead(200, xml).end('<?xml version="1.0"?><Enumer'),
      'DatastoreUnavailable',
    ],
    [
      'is a page',
      (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html></html>'),
      'DatastoreUnreachable',
    ],
    [
      'is other XML that ends early',
      (response) => response.writeHead(200, xml).end('<?xml version="1.0"?><rss><channel>'),
      'DatastoreUnreachable',
    ],
  ])('or not: a listing that %s', async (_name, fault, code) => {
    storage.listFault = () => fault
    const source = await openAt(storage.url)
    await expect(source.list({ prefix: '', pageSize: 100 })).rejects.toMatchObject({ code })
  })
})

describe('a listing', () => {
  const page = { prefix: '', pageSize: 5000 }

  test('that does not arrive in time is asked for in smaller pages, now and later', async () => {
    storage.names = Array.from({ length: 1500 }, (_, index) => String(index).padStart(4, '0'))
    storage.listFault = (most) => (most > 1000 ? silent : undefined)
    const source = await openAt(storage.url, { deadlines: { listing: 40 * soon } })
    const { blobs, continuation } = await source.list(page)
    expect(blobs).toHaveLength(1000)
    expect((await source.list({ ...page, continuation })).blobs).toHaveLength(500)
    expect(storage.lists.slice(0, 2)).toEqual([5000, 1000])
  })

  test('that ends early is as well', async () => {
    storage.listFault = (most) => (most > 200 ? resetBody : undefined)
    const source = await openAt(storage.url)
    await expect(source.list(page)).rejects.toMatchObject({ code: 'DatastoreUnavailable' })
    expect((await source.list(page)).blobs).toHaveLength(3)
    expect([...new Set(storage.lists)]).toEqual([5000, 1000, 200])
  })

  test('that nobody answers is asked for twice, and a small one once', async () => {
    storage.listFault = () => silent
    const source = await openAt(storage.url, { deadlines: { listing: 10 * soon } })
    const passing = { code: 'DatastoreUnavailable' }
    await expect(source.list({ ...page, pageSize: 1 })).rejects.toMatchObject(passing)
    expect(storage.lists).toEqual([1])
    await expect(source.list(page)).rejects.toMatchObject(passing)
    expect(storage.lists).toEqual([1, 5000, 1000])
  })
})

const resetBody: Fault = (response) => {
  response.writeHead(200, { 'content-type': 'application/xml', 'content-length': '100000' }).write('<?xml')
  setImmediate(() => response.destroy())
}

describe('the trial of a container', () => {
  const folders = (count: number) => Array.from({ length: count }, (_, index) => `0${index}/`)

  test.each([10, 100, 1000])('goes on behind %i folders and refused files', async (count) => {
    storage.names = [...folders(count), '1.png', '2.png', '3.png']
    storage.faults.set('1.png', refusing(403, forbidden))
    storage.faults.set('2.png', refusing(500, 'InternalError'))
    await (await openAt(storage.url)).probe()
    expect(storage.reads.at(-1)).toBe('3.png')
  })

  test('is content with archived files alone, and reads no more than it must', async () => {
    storage.names = Array.from({ length: 100 }, (_, index) => `${index}.png`)
    for (const name of storage.names) storage.faults.set(name, refusing(409, 'BlobArchived'))
    await (await openAt(storage.url)).probe()
    expect(storage.reads).toHaveLength(1)
  })

  test('ends after twenty refused files, and says that it lacks read', async () => {
    storage.names = Array.from({ length: 100 }, (_, index) => `${index}.png`)
    for (const name of storage.names) storage.faults.set(name, refusing(403, forbidden))
    await expect((await openAt(storage.url)).probe()).rejects.toMatchObject({
      code: 'DatastoreUnreachable',
      message: expect.stringContaining('It lacks read.'),
    })
    expect(storage.reads).toHaveLength(20)
  })

  test('passes for a container of folders alone, and for a file that goes meanwhile', async () => {
    storage.names = folders(20_000)
    const source = await openAt(storage.url)
    await source.probe()
    expect(storage.lists).toHaveLength(3)
    storage.names = ['gone.png']
    storage.faults.set('gone.png', refusing(404, 'BlobNotFound'))
    await source.probe()
  })
})
