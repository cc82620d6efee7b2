import { describe, expect, test } from '@jest/globals'
import { projectName } from '../../../../src/domain/core/ids.ts'
import { getItemContent, type ContentRequest } from '../../../../src/domain/items/get-item-content.ts'
import { maxShownBytes } from '../../../../src/domain/model/files/limit-content.ts'
import { segmentOf } from '../../../../src/domain/model/items/segment.ts'
import { updateItems } from '../../../../src/domain/model/items/update-items.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { contentIdOf } from '../../../../src/domain/model/renditions/rendition.ts'
import { writeSegment } from '../../../../src/domain/model/items/write-segment.ts'
import { pageIdIn } from '../../../../src/domain/model/leases/lease.ts'
import { createShowRendition } from '../../../../src/domain/model/renditions/show-rendition.ts'
import type { BlobSource, OpenedBlob } from '../../../../src/domain/ports/blobs.ts'
import { addDatastore, readableSigner } from '../../../support/datastore-source.ts'
import { callerOf, lead, lease, makeItem, makePage, makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { createFakeRenditionFiles, createFakeRenditions } from '../../../support/fake-renditions.ts'
import { addMember, setUpProject } from '../../../support/seed-project.ts'

const project = makeProject()
const make = (path: string) => makeItem(project, path)
const [one, other, third] = [make('a.png'), make('b.png'), make('c.png')]
const opened: OpenedBlob = {
  stream: new ReadableStream(),
  etag: '"blob"',
  length: 4,
  size: 4,
  lastModified: 0,
}
const input: ContentRequest = { project: project.id, item: one.id }
const sig = `signed(link,item,cats,${one.id},5000)~signed(item,cats,${one.id},5000,u1)`

/** A link that the service signed, without a token. */
const linked: ContentRequest = { ...input, signed: { exp: 5000, sig } }

/** One byte more than a browser gets. */
const large = maxShownBytes + 1

const setUp = async (
  readUrl: BlobSource['readUrl'] = async () => undefined,
  {
    size = one.file.size,
    maxContentBytes = 1000,
    open: openBlob = async (): Promise<OpenedBlob> => opened,
  } = {},
) => {
  const store = createMemoryStore(() => 0)
  await setUpProject(store, project, ['ana', 'ben'], ['b.png'])
  const after = { ...one, file: { ...one.file, size } }
  await writeSegment(store, { uid: project.uid, segment: segmentOf(one.id, project.segments) }, [{ after }])
  await addMember(store, project, 'rita', 'Reviewer')
  const ahead = { ...makePage('ana', [one]), id: 'page:0-ahead', page: pageIdIn(0, 'ahead'), grantedAt: 1 }
  for (const page of [makePage('ana', [third]), ahead, makePage('ben', [other])])
    await store.batch('items', 'u1:0', [{ type: 'create', document: page }])
  const asked: unknown[] = []
  const open: BlobSource['open'] = async (...request) => {
    asked.push(request)
    return openBlob()
  }
  const { blobs } = await addDatastore(store, { readUrl, open })
  const clock = { now: 1000 }
  const { drawn, renditions } = createFakeRenditions()
  const renditionFiles = createFakeRenditionFiles()
  const fakes = { renditions, renditionFiles }
  const content = getItemContent({
    store,
    blobs,
    now: () => clock.now,
    signer: readableSigner,
    maxContentBytes,
    showRendition: createShowRendition({ ...fakes, now: () => clock.now, log: () => undefined }),
  })
  return { clock, asked, content, drawn, renditionFiles, store }
}

describe('the file of an item', () => {
  test('is where the storage serves it for some minutes, for a link', async () => {
    const { content, asked } = await setUp(async (path, until) => `https://blob/${path}?until=${until}`)
    expect(await content(undefined, linked)).toEqual({ redirectTo: 'https://blob/a.png?until=3600000' })
    expect(asked).toEqual([])
  })

  test('is never led to the storage with a token, which a client could send along', async () => {
    const { content } = await setUp(async (path) => `https://blob/${path}`)
    for (const request of [input, linked, { ...input, range: { offset: 1, count: 2 } }])
      for (const caller of [lead, callerOf('rita', 'Reviewer'), callerOf('ana')])
        expect(await content(caller, request)).toEqual({ path: 'a.png', content: opened })
  })

  test('is else its bytes, as they are asked for', async () => {
    const { content, asked } = await setUp()
    expect(await content(lead, input)).toEqual({ path: 'a.png', content: opened })
    const range = { first: 1, last: 2 } as never
    await content(lead, { ...input, range, ifNoneMatch: '"e"' })
    expect(asked).toEqual([
      ['a.png', { range: undefined, ifNoneMatch: undefined }],
      ['a.png', { range, ifNoneMatch: '"e"' }],
    ])
  })

  test('is not passed on whole if it does not fit into memory', async () => {
    const { content } = await setUp(undefined, { maxContentBytes: opened.length - 1 })
    await expect(content(lead, input)).rejects.toMatchObject({ code: 'FileTooLarge' })
  })

  test('is not handed out whole if it is too large, but in parts', async () => {
    const { content } = await setUp(async (path) => `https://blob/${path}`, { size: large })
    await expect(content(undefined, linked)).rejects.toMatchObject({ code: 'FileTooLarge' })
    const range = { offset: 0, count: 10 }
    expect(await content(undefined, { ...linked, range })).toEqual({ redirectTo: 'https://blob/a.png' })
  })

  test.each([
    [{ offset: 0 }, 'FileTooLarge'],
    [{ offset: 0, count: large }, 'FileTooLarge'],
    [{ offset: 0, count: large * 9 }, 'FileTooLarge'],
    [{ offset: 1 }, undefined],
    [{ offset: 1, count: large * 9 }, undefined],
    [{ offset: 0, count: large - 1 }, undefined],
    [{ offset: large * 9 }, undefined],
  ])('is limited by what the range %j has of it', async (range, code) => {
    const { content } = await setUp(async (path) => `https://blob/${path}`, { size: large })
    const answer = content(undefined, { ...linked, range })
    if (code === undefined) expect(await answer).toEqual({ redirectTo: 'https://blob/a.png' })
    else await expect(answer).rejects.toMatchObject({ code })
  })

  test('is not where the storage serves it for a range of another version', async () => {
    const { content, asked } = await setUp(async (path) => `https://blob/${path}`)
    const range = { offset: 1, count: 2 }
    expect(await content(undefined, { ...linked, range, ifRange: opened.etag })).toEqual({
      redirectTo: 'https://blob/a.png',
    })
    expect(await content(undefined, { ...linked, range, ifRange: '"other"' })).toEqual({
      path: 'a.png',
      content: opened,
    })
    expect(asked.at(-1)).toEqual(['a.png', { range: undefined, ifNoneMatch: undefined }])
  })

  test('of an item that does not exist is not found', async () => {
    const { content } = await setUp()
    const item = make('d.png').id
    await expect(content(lead, { ...input, item })).rejects.toMatchObject({ code: 'ItemNotFound' })
  })
})

describe('whoever reads a file', () => {
  test('is a reviewer, or a labeler who holds the item now', async () => {
    const { clock, content } = await setUp()
    expect(await content(callerOf('rita', 'Reviewer'), input)).toHaveProperty('content', opened)
    expect(await content(callerOf('ana'), input)).toHaveProperty('content', opened)
    await expect(content(callerOf('ben'), input)).rejects.toMatchObject({ code: 'ItemNotFound' })
    await expect(content(callerOf('eve'), input)).rejects.toMatchObject({ code: 'ProjectNotFound' })
    clock.now = lease
    await expect(content(callerOf('ana'), input)).rejects.toMatchObject({ code: 'ItemNotFound' })
  })

  test('is anybody with a signed URL, until its time', async () => {
    const { clock, content } = await setUp()
    const signed = { ...input, signed: { exp: 5000, sig } }
    expect(await content(undefined, signed)).toHaveProperty('content', opened)
    const refusal = { code: 'Unauthenticated', message: expect.stringMatching(/./) }
    await expect(content(undefined, { ...signed, item: other.id })).rejects.toMatchObject(refusal)
    clock.now = 5000
    await expect(content(undefined, signed)).rejects.toMatchObject(refusal)
    const gone = { ...signed, project: projectName.parse('gone') }
    await expect(content(undefined, gone)).rejects.toMatchObject(refusal)
  })

  test('is nobody without either', async () => {
    const { content } = await setUp()
    const refusal = { code: 'Unauthenticated', message: expect.stringMatching(/./) }
    await expect(content(undefined, input)).rejects.toMatchObject(refusal)
  })
})

describe('a rendition of an item', () => {
  const of = contentIdOf('a.png', one.file)
  const parts = (kind: string) => `rendition,${kind},${of},cats,${one.id},5000`
  const signedFor = (kind: string) => `signed(link,${parts(kind)})~signed(${parts(kind)},u1)`
  const shown = async (found: Awaited<ReturnType<Awaited<ReturnType<typeof setUp>>['content']>>) => {
    if (!('rendition' in found) || found.rendition === 'NotModified') throw new Error('No rendition')
    return { text: await new Response(found.rendition.stream).text(), isLasting: found.isLasting }
  }
  /** The file of these tests has a stream that is read once. */
  const openFile = async () => ({ ...opened, stream: new Blob(['file']).stream(), etag: one.file.etag })
  const setUpFile = () => setUp(undefined, { open: openFile })

  test('is shown to a labeler of its page, to a reviewer, and by its link, which lasts', async () => {
    const { content, drawn } = await setUpFile()
    const asked = { ...input, rendition: 'screen' } as const
    expect(await shown(await content(callerOf('ana'), asked))).toEqual({
      text: 'screen of file',
      isLasting: false,
    })
    await expect(content(callerOf('ben'), asked)).rejects.toMatchObject({ code: 'ItemNotFound' })
    const byLink = { ...asked, of, signed: { exp: 5000, sig: signedFor('screen') } }
    expect(await shown(await content(undefined, byLink))).toEqual({ text: 'screen of file', isLasting: true })
    expect(drawn).toEqual(['screen of file'])
  })

  test('is not shown by the link of the file, of another kind or of another content', async () => {
    const { content } = await setUpFile()
    const refused = { code: 'Unauthenticated' }
    const screen = { ...input, rendition: 'screen', of } as const
    for (const request of [
      { ...screen, signed: linked.signed },
      { ...screen, signed: { exp: 5000, sig: signedFor('thumbnail') } },
      { ...screen, of: 'other', signed: { exp: 5000, sig: signedFor('screen') } },
      { ...screen, of: undefined, signed: { exp: 5000, sig: signedFor('screen') } },
      { ...input, signed: { exp: 5000, sig: signedFor('screen') } },
    ])
      await expect(content(undefined, request)).rejects.toMatchObject(refused)
  })

  test('is not kept for a project that is being deleted', async () => {
    const { content, renditionFiles, store } = await setUpFile()
    const stored = (await projects.read(store, projectPartition, project.id))!
    const document = { ...stored.document, status: 'Deleting' as const }
    await store.batch('workspace', projectPartition, [{ type: 'replace', document, ifMatch: stored.etag }])
    expect(await shown(await content(lead, { ...input, rendition: 'screen' }))).toMatchObject({
      text: 'screen of file',
    })
    expect(renditionFiles.kept.size).toBe(0)
  })

  test.each([
    ['NotDisplayable', { format: 'psd' }],
    ['NotDisplayable', { problem: 'Truncated' }],
    ['BlobNotFound', { missing: true, queue: undefined }],
  ] as const)('is refused with %s for %j', async (code, changes) => {
    const { content, store } = await setUpFile()
    const segment = { uid: project.uid, segment: segmentOf(one.id, project.segments) }
    await updateItems(store, segment, new Map([[one.id, 'a.png']]), (item) => item && { ...item, ...changes })
    await expect(content(lead, { ...input, rendition: 'screen' })).rejects.toMatchObject({ code })
  })
})
