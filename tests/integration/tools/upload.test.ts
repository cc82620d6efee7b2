import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { BlobServiceClient, StorageSharedKeyCredential } from '@azure/storage-blob'
import type { LocalStorage } from '../../../tools/local-storage.ts'
import { createReport } from '../../../tools/upload/report.ts'
import { uploadFiles } from '../../../tools/upload/upload-folder.ts'
import { walkFolder, type Found } from '../../../tools/upload/walk-folder.ts'
import { joinAzurite } from '../adapters/blob/fixtures.ts'

const storage = (): LocalStorage => {
  const { accountUrl: serviceUrl, accountName: name, accountKey: key } = joinAzurite()
  return { serviceUrl, name, key }
}
const containerClient = (container: string) => {
  const { serviceUrl, name, key } = storage()
  return new BlobServiceClient(serviceUrl, new StorageSharedKeyCredential(name, key)).getContainerClient(
    container,
  )
}
const md5 = (content: Uint8Array) => createHash('md5').update(content).digest('base64')

let folder: string
let container: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-upload-'))
  container = `upload-${randomUUID()}`
})
afterEach(() => rmSync(folder, { recursive: true }))

const write = (path: string, content: string | Uint8Array = path): void => {
  mkdirSync(join(folder, path, '..'), { recursive: true })
  writeFileSync(join(folder, path), content)
}

interface Run {
  readonly to?: LocalStorage
  /** Is called with each file before it is sent. */
  readonly before?: (found: Found) => void
  readonly stopAfter?: number
}
const upload = async ({ to = storage(), before, stopAfter = Infinity }: Run = {}) => {
  const report = createReport()
  async function* files(): AsyncGenerator<Found, void, undefined> {
    for await (const found of walkFolder(folder)) {
      before?.(found)
      yield found
    }
  }
  const stopping = () => report.counts().uploaded >= stopAfter
  await uploadFiles({ storage: to, container, files: files(), report, stopping })
  return { ...report.counts(), lines: report.summary('url') }
}

const stored = async () => {
  const blobs: Record<
    string,
    { md5: string; type: string | undefined; etag: string; size: number | undefined }
  > = {}
  for await (const { name, properties } of containerClient(container).listBlobsFlat())
    blobs[name] = {
      md5: Buffer.from(properties.contentMD5 ?? []).toString('base64'),
      type: properties.contentType,
      etag: properties.etag,
      size: properties.contentLength,
    }
  return blobs
}

describe('a folder', () => {
  it('is copied with all names, content types and MD5s, into a container that is made', async () => {
    const names = [
      'a.png',
      'b/c.JPG',
      "d e/#1 100%41 'ü' 😀.png",
      'notes.json',
      'e/.hidden.gif',
      'plus+&?;=.webp',
    ]
    for (const name of names) write(name)
    expect(await upload()).toMatchObject({ uploaded: 6, unchanged: 0, failed: 0 })
    const blobs = await stored()
    expect(Object.keys(blobs).toSorted()).toEqual(names.toSorted())
    for (const name of names) expect(blobs[name]?.md5).toBe(md5(Buffer.from(name)))
    expect(blobs['b/c.JPG']?.type).toBe('image/jpeg')
    expect(blobs['notes.json']?.type).toBe('application/octet-stream')
  })

  it('is not sent twice: what is the same keeps its etag, what changed is replaced', async () => {
    write('same.png')
    write('changed.png', 'before')
    write('empty.png', '')
    await upload()
    const before = await stored()
    write('changed.png', 'after!')
    write('new.png')
    expect(await upload()).toMatchObject({ uploaded: 2, unchanged: 2, failed: 0 })
    const after = await stored()
    expect(after['same.png']).toEqual(before['same.png'])
    expect(after['empty.png']).toEqual(before['empty.png'])
    expect(after['changed.png']?.md5).toBe(md5(Buffer.from('after!')))
    expect(await upload()).toMatchObject({ uploaded: 0, unchanged: 4, failed: 0 })
    expect(await stored()).toEqual(after)
  })

  it('goes on after a stop', async () => {
    for (let index = 0; index < 100; index += 1) write(`${index}.png`)
    const first = await upload({ stopAfter: 20 })
    expect(first.uploaded).toBeGreaterThanOrEqual(20)
    expect(first.uploaded).toBeLessThan(60)
    const before = await stored()
    const second = await upload()
    expect(second).toMatchObject({ uploaded: 100 - first.uploaded, unchanged: first.uploaded, failed: 0 })
    expect(await stored()).toMatchObject(before)
  })

  it('of links is copied as the files that they lead to', async () => {
    write('store/abc', 'content')
    symlinkSync('store/abc', join(folder, 'a.png'))
    expect(await upload()).toMatchObject({ uploaded: 2, failed: 0 })
    expect((await stored())['a.png']).toMatchObject({ md5: md5(Buffer.from('content')), type: 'image/png' })
  })
})

describe('a large file', () => {
  it.each([4 * 2 ** 20, 4 * 2 ** 20 + 1, 9_000_000])(
    'of %d bytes has its MD5, and is sent once',
    async (size) => {
      const content = randomBytes(size)
      write('large.tif', content)
      await upload()
      const before = await stored()
      expect(before['large.tif']).toMatchObject({ md5: md5(content), size, type: 'image/tiff' })
      expect(await upload()).toMatchObject({ uploaded: 0, unchanged: 1 })
      expect(await stored()).toEqual(before)
    },
  )

  it('that another tool sent in blocks, without an MD5, is compared by its content', async () => {
    const client = containerClient(container)
    await client.create()
    const blob = client.getBlockBlobClient('large.tif')
    const id = Buffer.from('0').toString('base64')
    await blob.stageBlock(id, 'content', 7)
    await blob.commitBlockList([id])
    const before = await stored()
    expect(before['large.tif']?.md5).toBe('')
    write('large.tif', 'content')
    expect(await upload()).toMatchObject({ uploaded: 0, unchanged: 1 })
    expect(await stored()).toEqual(before)
    write('large.tif', 'CONTENT')
    expect(await upload()).toMatchObject({ uploaded: 1, unchanged: 0 })
  })
})

describe('a file that cannot be sent', () => {
  it('costs only itself', async () => {
    for (let index = 0; index < 50; index += 1) write(`${index}.png`)
    symlinkSync('nowhere', join(folder, 'dangling.png'))
    const gone = new Set(['7.png', '21.png'])
    const done = await upload({
      before: (found) => {
        if (found.kind === 'File' && gone.has(found.path)) unlinkSync(found.file)
      },
    })
    expect(done).toMatchObject({ uploaded: 48, failed: 3 })
    expect(done.lines).toContain('  7.png: it is not there any more')
    expect(done.lines).toContain("  dangling.png: a link to 'nowhere', which is not there")
    expect(Object.keys(await stored())).toHaveLength(48)
  })

  it('and storage that refuses the key end differently: the latter with one sentence', async () => {
    for (let index = 0; index < 50; index += 1) write(`${index}.png`)
    const wrong = { ...storage(), key: Buffer.from('wrong').toString('base64') }
    await expect(upload({ to: wrong })).rejects.toThrow(
      /^The storage at \S+ refuses the account key: .*\nThe same command goes on/,
    )
  })

  it('and storage that is down, too', async () => {
    write('a.png')
    const down = { ...storage(), serviceUrl: 'http://127.0.0.1:9/devstoreaccount1' }
    await expect(upload({ to: down })).rejects.toThrow(/^Nothing answers at http:\/\/127\.0\.0\.1:9/)
  })

  it('makes no container if there is nothing else', async () => {
    expect(await upload()).toMatchObject({ uploaded: 0, failed: 0 })
    expect(await containerClient(container).exists()).toBe(false)
  })
})

describe('names', () => {
  it('that storage cannot keep are failed, replace nothing, and leave a container that can be listed', async () => {
    write('a/b.png', 'kept')
    write('up/z.png')
    for (const name of [
      'a\\b.png',
      '..\\up/z.png',
      'ctl\u0001.png',
      '\u001B[31m.png',
      '\uFFFE.png',
      'r\r.png',
    ])
      write(name, 'other')
    const done = await upload()
    expect(done).toMatchObject({ uploaded: 2, failed: 6 })
    expect(done.lines.filter((line) => line.endsWith(': rename it'))).toHaveLength(6)
    expect(Object.keys(await stored()).toSorted()).toEqual(['a/b.png', 'up/z.png'])
    expect((await stored())['a/b.png']?.md5).toBe(md5(Buffer.from('kept')))
    expect(await upload()).toMatchObject({ uploaded: 0, unchanged: 2, failed: 6 })
  })

  it('that are unusual are listed as they are, so nothing is sent twice', async () => {
    const names = [
      'tab\t.png',
      'line\n.png',
      '\u007F.png',
      '\u0085.png',
      '\u{1FFFE}.png',
      ' x ',
      'a%5Cb.png',
      '&#1;',
    ]
    for (const name of names) write(name)
    expect(await upload()).toMatchObject({ uploaded: names.length, failed: 0 })
    expect(Object.keys(await stored()).toSorted()).toEqual(names.toSorted())
    expect(await upload()).toMatchObject({ uploaded: 0, unchanged: names.length })
  })
})

describe('a container whose listing breaks', () => {
  const breakWith = async (...names: readonly string[]) => {
    const client = containerClient(container)
    await client.create()
    for (const name of names) await client.getBlockBlobClient(name).upload('x', 1)
  }
  const failureOf = () =>
    upload().then(
      () => 'uploaded',
      (error: unknown) => String(error),
    )

  it('is named with the place, and with the file if it is here', async () => {
    await breakWith('a.png', 'b.png', 'ctl\u0001.png', 'd.png')
    write('ctl\u0001.png')
    const said = await failureOf()
    expect(said).toContain(`The listing of the container '${container}' breaks after "b.png"`)
    expect(said).toContain('It is "ctl\\u0001.png".')
    expect(said).toContain('/ctl%01.png?}"')
    expect(said).not.toContain('The same command goes on')
    await containerClient(container).deleteBlob('ctl\u0001.png')
    expect(await upload()).toMatchObject({ uploaded: 0, failed: 1 })
  })

  it('at its first file, or at a file that is not here, has a way out as well', async () => {
    await breakWith('\u001B.png', 'b.png')
    write('a.png')
    const said = await failureOf()
    expect(said).toContain('breaks at its first file')
    expect(said).toContain('Delete that file (NAME')
    expect(said).toContain('upload to another container')
  })
})
