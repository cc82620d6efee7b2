import { describe, expect, it } from '@jest/globals'
import { promisify } from 'node:util'
import { fromBuffer, type Entry, type Options, type ZipFile } from 'yauzl'
import { createZip } from '../../../../src/adapters/archives/create-zip.ts'
import type { ArchiveEntry } from '../../../../src/domain/ports/archives.ts'

const at = Date.UTC(2026, 9, 1, 12)

async function* stream(entries: readonly ArchiveEntry[]) {
  yield* entries
}

const zip = async (entries: readonly ArchiveEntry[]): Promise<Buffer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of createZip(stream(entries), at)) chunks.push(chunk)
  return Buffer.concat(chunks)
}

/** The entries as another reader finds them, by the archive's directory. */
const unzip = async (archive: Buffer, read: boolean): Promise<ReadonlyMap<string, string>> => {
  const open = promisify<Buffer, Options, ZipFile>(fromBuffer)
  const file = await open(archive, { lazyEntries: true, autoClose: false })
  const found = new Map<string, string>()
  const content = async (entry: Entry): Promise<string> => {
    const chunks: Buffer[] = []
    for await (const chunk of await promisify<Entry, NodeJS.ReadableStream>(file.openReadStream.bind(file))(
      entry,
    ))
      chunks.push(Buffer.from(chunk))
    return Buffer.concat(chunks).toString()
  }
  await new Promise<void>((done, failed) => {
    file.on('error', failed)
    file.on('end', done)
    file.on('entry', (entry: Entry) => {
      const text = read ? content(entry) : Promise.resolve('')
      text.then((value) => {
        found.set(entry.fileName, value)
        file.readEntry()
      }, failed)
    })
    file.readEntry()
  })
  return found
}

const entry = (path: string, content: string): ArchiveEntry => ({ path, content: Buffer.from(content) })

describe('createZip', () => {
  it('is read by others, with names in any script', async () => {
    const entries = [entry('a/b.txt', 'hello'), entry('größe/画像 1.xml', '<x/>'), entry('empty.txt', '')]
    expect([...(await unzip(await zip(entries), true))]).toEqual([
      ['a/b.txt', 'hello'],
      ['größe/画像 1.xml', '<x/>'],
      ['empty.txt', ''],
    ])
    expect([...(await unzip(await zip([]), true))]).toEqual([])
  })

  it('holds more files than 16 bits can count (ZIP64)', async () => {
    const many = Array.from({ length: 66_000 }, (_, index) => entry(`${index}.txt`, ''))
    expect((await unzip(await zip(many), false)).size).toBe(66_000)
  })

  it('makes the same bytes of the same entries', async () => {
    const entries = [entry('a.txt', 'one'), entry('b.txt', 'two')]
    expect(await zip(entries)).toEqual(await zip(entries))
  })
})
