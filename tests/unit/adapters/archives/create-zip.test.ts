import { describe, expect, it } from '@jest/globals'
import { createZip } from '../../../../src/adapters/archives/create-zip.ts'
import { unzip } from '../../../support/unzip.ts'
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

const entry = (path: string, content: string): ArchiveEntry => ({ path, content: Buffer.from(content) })

describe('createZip', () => {
  it('is read by others, with names in any script', async () => {
    const entries = [entry('a/b.txt', 'hello'), entry('größe/画像 1.xml', '<x/>'), entry('empty.txt', '')]
    expect([...(await unzip(await zip(entries)))]).toEqual([
      ['a/b.txt', 'hello'],
      ['größe/画像 1.xml', '<x/>'],
      ['empty.txt', ''],
    ])
    expect([...(await unzip(await zip([])))]).toEqual([])
  })

  it('holds more files than 16 bits can count (ZIP64)', async () => {
    const many = Array.from({ length: 66_000 }, (_, index) => entry(`${index}.txt`, ''))
    expect((await unzip(await zip(many), { content: false })).size).toBe(66_000)
  })

  it('makes the same bytes of the same entries', async () => {
    const entries = [entry('a.txt', 'one'), entry('b.txt', 'two')]
    expect(await zip(entries)).toEqual(await zip(entries))
  })
})
