import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { AnonymousCredential, ContainerClient } from '@azure/storage-blob'
import fc from 'fast-check'
import { createListing, type Listing } from '../../../../../lab/bench/storage/listing.ts'
import { createSyntheticContainer } from '../../../../../lab/bench/storage/synthetic-container.ts'
import { checkProperty } from '../../../../support/property.ts'

const namesOf = (listing: Listing): string[] =>
  Array.from({ length: listing.count }, (_, place) => listing.nameAt(place))

const walk = (listing: Listing, prefix: string, most: number): string[] => {
  const names: string[] = []
  let marker = ''
  do {
    const { first, end, nextMarker } = listing.page({ prefix, marker, most })
    for (let place = first; place < end; place += 1) names.push(listing.nameAt(place))
    marker = nextMarker
  } while (marker !== '')
  return names
}

describe('the synthetic listing', () => {
  it('has its names in the order of their bytes', () => {
    expect(createListing(1_000_000).nameAt(0)).toBe('images/000/0000001.png')
    expect(createListing(1_000_000).nameAt(999_999)).toBe('images/999/1000000.png')
    const names = namesOf(createListing(3500))
    expect(names).toEqual(names.toSorted())
    expect(new Set(names).size).toBe(3500)
  })

  it('gives every name with a prefix once, whatever the length of a page', async () => {
    const prefixes = ['', 'images/', 'images/00', 'images/001/', 'images/001/00015', 'images/9', 'a', 'z']
    await checkProperty(
      'bench-listing',
      fc.property(
        fc.integer({ min: 1, max: 3000 }),
        fc.constantFrom(...prefixes),
        fc.integer({ min: 1, max: 900 }),
        (count, prefix, most) => {
          const listing = createListing(count)
          const expected = namesOf(listing).filter((name) => name.startsWith(prefix))
          expect(walk(listing, prefix, most)).toEqual(expected)
        },
      ),
    )
  })

  it('finds a name by its place, and no other name', () => {
    const listing = createListing(2500)
    expect(namesOf(listing).map(listing.find)).toEqual(Array.from({ length: 2500 }, (_, place) => place))
    for (const name of ['', 'images/000/0000000.png', 'images/000/0002501.png', 'images/002/0000001.png'])
      expect(listing.find(name)).toBeUndefined()
  })
})

describe('the synthetic container, through the SDK', () => {
  const count = 5003
  let server: Server
  let client: ContainerClient

  beforeAll(async () => {
    const container = createSyntheticContainer(count, 'http://127.0.0.1/account/', 'synthetic')
    server = createServer((request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? '', 'http://127.0.0.1')
      container(pathname.split('/').slice(3).join('/'), searchParams, request, response)
    })
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
    const { port } = server.address() as AddressInfo
    client = new ContainerClient(`http://127.0.0.1:${port}/account/synthetic`, new AnonymousCredential())
  })
  afterAll(() => {
    server.close()
  })

  it('lists in pages of at most 5000', async () => {
    const sizes: number[] = []
    const pages = client.listBlobsFlat({ prefix: 'images/' }).byPage({ maxPageSize: 5000 })
    for await (const { segment } of pages) {
      sizes.push(segment.blobItems.length)
      const [first] = segment.blobItems
      expect(first).toMatchObject({ properties: { contentType: 'image/png', blobType: 'BlockBlob' } })
    }
    expect(sizes).toEqual([5000, 3])
  })

  it('gives an image, whole, in part and by its properties', async () => {
    const blob = client.getBlobClient('images/000/0000007.png')
    const whole = await blob.downloadToBuffer()
    expect([...whole.subarray(1, 4)]).toEqual([...Buffer.from('PNG')])
    expect([whole.readUInt32BE(16), whole.readUInt32BE(20)]).toEqual([28, 28])
    const head = await blob.download(0, 24)
    expect(head.contentLength).toBe(24)
    expect(head.contentRange).toBe(`bytes 0-23/${whole.length}`)
    const { etag, contentLength } = await blob.getProperties()
    expect({ etag, contentLength }).toEqual({ etag: head.etag, contentLength: whole.length })
  })

  it('has nothing else', async () => {
    await expect(client.getBlobClient('images/000/0000000.png').getProperties()).rejects.toThrow()
    await expect(client.getBlockBlobClient('images/x.png').upload('x', 1)).rejects.toThrow()
  })
})
