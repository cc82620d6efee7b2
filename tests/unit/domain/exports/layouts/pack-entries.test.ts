import { expect, it } from '@jest/globals'
import fc from 'fast-check'
import { packEntry, unpackEntries } from '../../../../../src/domain/exports/layouts/pack-entries.ts'
import { checkProperty } from '../../../../support/property.ts'

async function* chunksOf(content: Buffer, size: number) {
  for (let at = 0; at < content.byteLength; at += size) yield content.subarray(at, at + size)
}

const unpack = async (content: Buffer, size: number) => {
  const found: { path: string; content: string }[] = []
  for await (const entry of unpackEntries(chunksOf(content, size)))
    found.push({ path: entry.path, content: Buffer.from(entry.content).toString('base64') })
  return found
}

it('gives back the entries that were packed, wherever the stream is cut', async () => {
  const entry = fc.record({ path: fc.string({ unit: 'grapheme', minLength: 1 }), content: fc.uint8Array() })
  await checkProperty(
    'pack-entries',
    fc.asyncProperty(fc.array(entry), fc.integer({ min: 1, max: 40 }), async (entries, size) => {
      const packed = Buffer.concat(entries.map(({ path, content }) => packEntry(path, content)))
      expect(await unpack(packed, size)).toEqual(
        entries.map(({ path, content }) => ({ path, content: Buffer.from(content).toString('base64') })),
      )
    }),
  )
})

it('notices a pack that ends within an entry', async () => {
  const packed = packEntry('a.txt', Buffer.from('content'))
  await expect(unpack(packed.subarray(0, -1), 4)).rejects.toThrow('ends within an entry')
  await expect(unpack(packed.subarray(0, 5), 4)).rejects.toThrow('ends within an entry')
})
