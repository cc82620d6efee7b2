import { describe, expect, it } from '@jest/globals'
import {
  createContainer,
  datastore,
  everything,
  joinAzurite,
  openAt,
  sourcesOn,
  writeBlob,
} from './fixtures.ts'
import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'

const azurite = joinAzurite()

/** The emulator answers 500 for a list page with a name that XML cannot hold. */
const openWith = async (names: readonly string[]) => {
  const container = await createContainer(azurite)
  for (const name of names) await writeBlob(container, name, '')
  return sourcesOn(azurite).open(datastore(container.url))
}
const failureOf = (place: string) => ({
  code: 'DatastoreUnreachable',
  message: expect.stringMatching(new RegExp(`breaks ${place} each time \\(500.*Rename or delete that file`)),
})

describe('a listing that breaks at one name', () => {
  it.each(['c\u0001.png', 'c\uFFFE.png', 'c\u000B.png'])('says after which one: %j', async (bad) => {
    const source = await openWith(['a.png', 'b.png', bad, 'd.png', 'e.png'])
    await expect(source.list({ prefix: '', pageSize: 5000 })).rejects.toMatchObject(
      failureOf('after "b.png"'),
    )
    await expect(source.browse({ prefix: '', pageSize: 50 })).rejects.toMatchObject(
      failureOf('after "b.png"'),
    )
    // From a list page that ended just before it.
    await expect(everything(source, 2)).rejects.toMatchObject(failureOf('after "b.png"'))
    expect(await everything(source, 5000, 'd')).toEqual(['d.png'])
  })

  it('says so if it is the first one', async () => {
    const source = await openWith(['x/\u0001.png', 'y.png'])
    await expect(source.list({ prefix: 'x/', pageSize: 5000 })).rejects.toMatchObject(
      failureOf('at its first file below "x/"'),
    )
    await expect(source.probe()).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
  })
})

it('a storage that fails for everything has no such place', async () => {
  const server = createServer((_, response) => response.writeHead(500).end()).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const source = await openAt(`http://127.0.0.1:${(server.address() as AddressInfo).port}/account/photos`)
  for (const continuation of [undefined, 'b.png'])
    await expect(source.list({ prefix: '', pageSize: 5000, continuation })).rejects.toThrow(
      /is unavailable \(500\)/,
    )
  server.close()
  server.closeAllConnections()
})
