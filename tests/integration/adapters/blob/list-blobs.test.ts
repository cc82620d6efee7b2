import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createContainer, datastore, joinAzurite, openAt, sourcesOn, writeBlob } from './fixtures.ts'

const azurite = joinAzurite()
const md5Of = (content: string): string => createHash('md5').update(content).digest('base64')

describe('a listing', () => {
  test('has the MD5 of the content, which stays when only metadata is set', async () => {
    const container = await createContainer(azurite)
    const source = await sourcesOn(azurite).open(datastore(container.url))
    const listed = async () => (await source.list({ prefix: '', pageSize: 10 })).blobs[0]!
    await writeBlob(container, 'a.png', 'one')
    const first = await listed()
    expect(first.md5).toBe(md5Of('one'))
    const blob = container.getBlockBlobClient('a.png')
    await blob.setMetadata({ checked: 'yes' })
    const second = await listed()
    expect([second.md5, second.size]).toEqual([first.md5, first.size])
    expect(second.etag).not.toBe(first.etag)
    await writeBlob(container, 'a.png', 'two')
    expect((await listed()).md5).toBe(md5Of('two'))
    await blob.stageBlock(Buffer.from('0').toString('base64'), 'two', 3)
    await blob.commitBlockList([Buffer.from('0').toString('base64')])
    expect((await listed()).md5).toBeUndefined()
  })

  test('has the time of storage', async () => {
    const source = await sourcesOn(azurite).open(datastore((await createContainer(azurite)).url))
    const { listedAt } = await source.list({ prefix: '', pageSize: 10 })
    expect(Math.abs((listedAt ?? 0) - Date.now())).toBeLessThan(60_000)
  })
})

describe('a look into a folder of the emulator', () => {
  test('shows its names page by page, folders first', async () => {
    const container = await createContainer(azurite)
    const names = Array.from({ length: 23 }, (_, n) => `d/${String(n).padStart(2, '0')}.png`)
    for (const name of [...names, 'd/x/1.png', 'd/x/2.png', 'd/y/1.png', 'e.png'])
      await writeBlob(container, name, '')
    const source = await sourcesOn(azurite).open(datastore(container.url))
    const shown: string[] = []
    const sizes: number[] = []
    let continuation: string | undefined
    do {
      const page = await source.browse({ prefix: 'd/', pageSize: 10, continuation })
      sizes.push(page.entries.length)
      shown.push(...page.entries.map(({ path }) => path))
      continuation = page.continuation
    } while (continuation !== undefined)
    expect(shown).toEqual(['d/x/', 'd/y/', ...names])
    expect(sizes).toEqual([10, 10, 5])
    await expect(source.browse({ prefix: 'd/', pageSize: 10, continuation: 'x' })).rejects.toMatchObject({
      code: 'InvalidContinuation',
    })
  })
})

describe('a storage of another clock', () => {
  const date = 'Sun, 06 Nov 2033 08:49:37 GMT'
  const blob = `<Blob><Name>a.png</Name><Properties><Last-Modified>${date}</Last-Modified><Etag>1</Etag><Content-Length>1</Content-Length><Content-MD5 /></Properties></Blob>`
  const xml = `<?xml version="1.0"?><EnumerationResults><Blobs>${blob}</Blobs><NextMarker /></EnumerationResults>`
  let answer: RequestListener
  let server: Server
  beforeAll(async () => {
    server = createServer((request, response) => {
      answer(request, response)
    })
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  })
  afterAll(() => {
    server.close()
    server.closeAllConnections()
  })
  const open = () => openAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/account/photos`)

  test('tells it, and an empty MD5 is none', async () => {
    answer = (_, response) => response.writeHead(200, { date, 'content-type': 'application/xml' }).end(xml)
    const { blobs, listedAt } = await (await open()).list({ prefix: '', pageSize: 10 })
    expect(blobs).toEqual([{ path: 'a.png', etag: '"1"', size: 1, lastModified: Date.parse(date) }])
    expect(listedAt).toBe(Date.parse(date))
  })

  test('on this machine is asked for the largest page of a folder', async () => {
    const asked: string[] = []
    answer = ({ url = '' }, response) => {
      asked.push(new URL(url, 'http://storage').searchParams.get('maxresults') ?? '')
      response.writeHead(200, { 'content-type': 'application/xml' }).end(xml)
    }
    const source = await open()
    expect((await source.browse({ prefix: '', pageSize: 50 })).entries).toHaveLength(1)
    expect(asked).toEqual(['5000'])
  })

  test('or does not tell it', async () => {
    answer = (_, response) => {
      response.sendDate = false
      response.writeHead(200, { 'content-type': 'application/xml' }).end(xml)
    }
    expect(await (await open()).list({ prefix: '', pageSize: 10 })).not.toHaveProperty('listedAt')
  })

  test.each([
    ['BlobArchived', 'Archived', 'Rehydrate it first'],
    ['BlobBeingRehydrated', 'Archived', 'Rehydrate it first'],
    ['BlobUsesCustomerSpecifiedEncryption', 'Encrypted', 'without a customer-provided key'],
  ])(
    'that gives the bytes of a file to nobody (%s: %s) says so, and is otherwise fine',
    async (code, unreadable, advice) => {
      answer = ({ url }, response) => {
        const listing = url?.includes('comp=list')
        response.writeHead(listing ? 200 : 409, {
          'content-type': 'application/xml',
          ...(listing ? {} : { 'x-ms-error-code': code }),
        })
        response.end(listing ? xml : '')
      }
      const source = await open()
      expect(await source.readPart('a.png', { offset: 0, count: 1 })).toEqual({ unreadable })
      await source.probe()
      await expect(source.open('a.png', {})).rejects.toMatchObject({
        code: 'DatastoreUnreachable',
        message: expect.stringContaining(advice),
      })
    },
  )
})
