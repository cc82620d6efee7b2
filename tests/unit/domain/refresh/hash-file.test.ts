import { expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { hashFile } from '../../../../src/domain/refresh/hash-file.ts'
import { createFakeContainer, unreachable } from '../../../support/fake-blobs.ts'

const setUp = (content: Uint8Array) => {
  const container = createFakeContainer()
  container.write('a.png', content, 0)
  return { container, etag: container.files.get('a.png')!.etag }
}

test.each([0, 7, 3_000_000])(
  'the MD5 of a file of %i bytes is that of its bytes, as storage gives it',
  async (size) => {
    const content = Buffer.alloc(size, 'content')
    const { container, etag } = setUp(content)
    const md5 = createHash('md5').update(content).digest('base64')
    expect(await hashFile(container.source, { path: 'a.png', etag })).toBe(md5)
  },
)

test('a file that changed since it was listed, or is gone, has none', async () => {
  const { container } = setUp(Buffer.from('content'))
  expect(await hashFile(container.source, { path: 'a.png', etag: 'older' })).toBeUndefined()
  expect(await hashFile(container.source, { path: 'b.png', etag: 'older' })).toBeUndefined()
})

test('a storage that cannot be reached is told', async () => {
  const { container, etag } = setUp(Buffer.from('content'))
  container.before = () => {
    throw unreachable()
  }
  await expect(hashFile(container.source, { path: 'a.png', etag })).rejects.toMatchObject({
    code: 'DatastoreUnreachable',
  })
})
