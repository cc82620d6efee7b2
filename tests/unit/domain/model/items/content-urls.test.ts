import { describe, expect, test } from '@jest/globals'
import { maxShownBytes } from '../../../../../src/domain/model/files/limit-content.ts'
import type { BlobSource } from '../../../../../src/domain/ports/blobs.ts'
import { createContentUrls, openSignedProject } from '../../../../../src/domain/model/items/content-urls.ts'
import { datastores } from '../../../../../src/domain/model/datastores/datastore.ts'
import { contentIdOf, maxPictureBytes } from '../../../../../src/domain/model/renditions/rendition.ts'
import { projectUid } from '../../../../../src/domain/core/ids.ts'
import { DomainError } from '../../../../../src/domain/core/errors.ts'
import { forgetDatastore } from '../../../../../src/domain/model/datastores/recent-datastores.ts'
import { addDatastore, readableSigner } from '../../../../support/datastore-source.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { wrapStore } from '../../../../support/wrapped-store.ts'

const project = makeProject()
// Of no format that has renditions.
const [one, other] = [makeItem(project, 'a.bmp'), makeItem(project, 'b.bmp')]
const urlsExpireAt = 3_600_000
const signer = readableSigner

const setUp = async (readUrl: BlobSource['readUrl'] = async () => undefined) => {
  const store = createMemoryStore(() => 0)
  const { blobs, opened } = await addDatastore(store, { readUrl })
  return { deps: { store, blobs, signer, now: () => 0 }, opened }
}

describe('the URL of an item', () => {
  test('is the storage’s own where it has one', async () => {
    const { deps, opened } = await setUp(async (path, expires) => `https://blob/${path}?until=${expires}`)
    const urls = createContentUrls(deps)
    expect(await urls(project, [one, other], (path) => path)).toEqual({
      contents: [
        { contentUrl: 'https://blob/a.bmp?until=3600000', urlsExpireAt },
        { contentUrl: 'https://blob/b.bmp?until=3600000', urlsExpireAt },
      ],
    })
    expect(opened).toEqual(['store'])
  })

  test('is else one of the service, signed for project, item and time', async () => {
    const { deps } = await setUp()
    const urls = createContentUrls(deps)
    const contentUrl = `https://api/projects/cats/items/${one.id}/content?exp=3600000&sig=signed(link,item,cats,${one.id},3600000)~signed(item,cats,${one.id},3600000,u1)`
    expect(await urls(project, [one], (path) => `https://api${path}`)).toEqual({
      contents: [{ contentUrl, urlsExpireAt }],
    })
  })

  test('is one of the service, which refuses it, for a file that is too large to be sent whole', async () => {
    const { deps } = await setUp(async (path) => path)
    const ofSize = (size: number) => ({ ...one, file: { ...one.file, size } })
    const shown = [ofSize(maxShownBytes), ofSize(maxShownBytes + 1)]
    const { contents } = await createContentUrls(deps)(project, shown, (path) => path)
    const own = expect.stringContaining('/content?exp=')
    expect(contents.map(({ contentUrl }) => contentUrl)).toEqual(['a.bmp', own])
  })

  test('is not asked of the storage for no items', async () => {
    const { deps, opened } = await setUp()
    expect(await createContentUrls(deps)(project, [], (path) => path)).toEqual({ contents: [] })
    expect(opened).toEqual([])
  })

  test('is none for a file that no URL can name, and for a missing one; the others have theirs', async () => {
    const { deps } = await setUp(async (path) => {
      if (path === 'b.bmp') throw new DomainError('BlobNotFound', 'No file can have this path')
      return path
    })
    const missing = { ...makeItem(project, 'c.png'), missing: true as const }
    expect(await createContentUrls(deps)(project, [one, other, missing], (path) => path)).toEqual({
      contents: [{ contentUrl: 'a.bmp', urlsExpireAt }, { unreadable: 'Path' }, {}],
    })
  })

  test.each([
    ['DatastoreUnreachable', 'DatastoreUnreachable'],
    ['DatastoreUnavailable', 'DatastoreUnavailable'],
    ['ServiceUnavailable', 'DatastoreUnavailable'],
    ['StorageDamaged', 'DatastoreUnreachable'],
  ] as const)('is none for any file if the storage fails with %s, with the reason', async (code, told) => {
    const { deps } = await setUp(() => Promise.reject(new DomainError(code, 'Because of that')))
    expect(await createContentUrls(deps)(project, [one, other], (path) => path)).toEqual({
      contents: [{}, {}],
      datastoreProblem: { code: told, message: 'Because of that' },
    })
  })

  test('does not hide a defect of the service', async () => {
    const { deps } = await setUp(() => Promise.reject(new TypeError('A defect')))
    await expect(createContentUrls(deps)(project, [one], (path) => path)).rejects.toThrow('A defect')
  })
})

describe('the URLs of renditions', () => {
  const picture = makeItem(project, 'c.tif')
  const ask = async (item: typeof picture, until?: number, credential?: object) => {
    const { deps } = await setUp(async (path) => path)
    if (credential) {
      const stored = (await datastores.read(deps.store, 'datastore', 'store'))!
      const document = { ...stored.document, credential } as typeof stored.document
      await deps.store.batch('workspace', 'datastore', [{ type: 'replace', document, ifMatch: stored.etag }])
    }
    const { contents } = await createContentUrls(deps)(project, [item], (path) => path, until)
    return contents[0]!
  }

  test('are of the service, and name the kind and the content', async () => {
    const { thumbnailUrl = '', screenUrl = '', urlsExpireAt: end } = await ask(picture)
    const of = contentIdOf('c.tif', picture.file)
    const parts = (kind: string) => `rendition,${kind},${of},cats,${picture.id},3600000`
    const url = (kind: string) =>
      `/projects/cats/items/${picture.id}/content?rendition=${kind}&of=${of}&exp=3600000` +
      `&sig=signed(link,${parts(kind)})~signed(${parts(kind)},u1)`
    expect([thumbnailUrl, screenUrl]).toEqual([url('thumbnail'), url('screen')])
    expect(end).toBe(urlsExpireAt)
  })

  test('are others for another content, and the same for the same bytes uploaded again', async () => {
    const withMd5 = { ...picture, file: { ...picture.file, md5: 'one' } }
    const first = await ask(withMd5)
    expect(await ask({ ...withMd5, file: { ...withMd5.file, etag: 'later' } })).toEqual(first)
    const changed = await ask({ ...withMd5, file: { ...withMd5.file, md5: 'two' } })
    expect(changed.contentUrl).toBe(first.contentUrl)
    expect(changed.screenUrl).not.toBe(first.screenUrl)
  })

  test.each<[string, Partial<typeof picture>, boolean]>([
    ['that browsers do not show', { format: 'tiff', problem: 'NotDisplayable' }, true],
    ['that is no image', { problem: 'NotAnImage' }, false],
    ['that is cut short', { format: 'tiff', problem: 'Truncated' }, false],
    ['that storage does not give', { problem: 'Unreadable' }, false],
    ['that is oversized', { format: 'png', problem: 'Oversized' }, false],
    ['of an unknown format', { format: 'dicom', problem: 'NotDisplayable' }, false],
    ['of too many pixels', { format: 'png', width: 65_535, height: 4097 }, false],
    ['of too many bytes', { file: { ...picture.file, size: maxPictureBytes + 1 } }, false],
    ['that is missing', { missing: true }, false],
  ])('are there or not for a file %s', async (_, header, isThere) => {
    const { thumbnailUrl, screenUrl } = await ask({ ...picture, ...header })
    expect([thumbnailUrl !== undefined, screenUrl !== undefined]).toEqual([isThere, isThere])
  })

  test('outlive the lease of a page, and end with the token of the datastore', async () => {
    const hour = 3_600_000
    expect((await ask(picture, 8 * hour)).urlsExpireAt).toBe(9 * hour)
    const sas = { type: 'Sas', secretName: 's' }
    expect((await ask(picture, 8 * hour, sas)).urlsExpireAt).toBe(9 * hour)
    expect((await ask(picture, 8 * hour, { ...sas, expiresAt: 5 })).urlsExpireAt).toBe(5)
  })
})

describe('the datastore of an item', () => {
  const setUpReads = async () => {
    const { deps, opened } = await setUp(async (path) => path)
    const world = { now: 0, reads: 0, broken: 0 }
    const store = wrapStore(deps.store, (_, run) => {
      world.reads += 1
      return run()
    })
    const blobs: typeof deps.blobs = {
      ...deps.blobs,
      open: async (datastore) => {
        if (world.broken-- > 0) throw new DomainError('DatastoreUnreachable', 'Its token is gone')
        return deps.blobs.open(datastore)
      },
    }
    const urls = createContentUrls({ ...deps, store, blobs, now: () => world.now })
    return { world, opened, store, ask: () => urls(project, [one], (path) => path) }
  }

  test('is read once in five seconds, and when the clock went back', async () => {
    const { world, ask } = await setUpReads()
    for (const now of [0, 4999, 5000, 9999, 9000, 9001, 2000]) {
      world.now = now
      expect(await ask()).toMatchObject({ contents: [{ contentUrl: 'a.bmp' }] })
    }
    expect(world.reads).toBe(3)
  })

  test('is read again before it refuses, and after a change by this process', async () => {
    const { world, store, ask } = await setUpReads()
    await ask()
    world.broken = 1
    expect(await ask()).toMatchObject({ contents: [{ contentUrl: 'a.bmp' }] })
    expect(world.reads).toBe(2)
    world.broken = 2
    expect(await ask()).toMatchObject({ datastoreProblem: { code: 'DatastoreUnreachable' } })
    expect(world.reads).toBe(3)
    forgetDatastore(store, 'store')
    await ask()
    expect(world.reads).toBe(4)
  })
})

describe('a signed URL', () => {
  const reads: string[] = []
  const check = async (exp: number, sig: string, now = 0, found: typeof project | null = project) =>
    openSignedProject(
      { signer, now: () => now },
      { project: project.id, item: one.id },
      { exp, sig },
      async () => {
        reads.push(sig)
        return found ?? undefined
      },
    )
  const first = `signed(link,item,cats,${one.id},1000)`
  const second = `signed(item,cats,${one.id},1000,u1)`
  const sig = `${first}~${second}`
  const refusalOf = async (...args: Parameters<typeof check>): Promise<unknown> => {
    try {
      return await check(...args)
    } catch (error) {
      return error
    }
  }

  test('is good until its time', async () => {
    expect(await check(1000, sig, 999)).toBe(project)
    await expect(check(1000, sig, 1000)).rejects.toMatchObject({ code: 'Unauthenticated' })
  })

  test('reads nothing unless its URL was signed here and is good', async () => {
    reads.length = 0
    const wrong = [
      '',
      '~',
      first,
      second,
      `${second}~${first}`,
      `${sig}~`,
      `signed(link,item,dogs,${one.id},1000)~${second}`,
      `signed(link,item,cats,${other.id},1000)~${second}`,
      `signed(link,rendition,screen,x,cats,${one.id},1000)~signed(rendition,screen,x,cats,${one.id},1000,u1)`,
    ]
    for (const one of wrong) await expect(check(1000, one)).rejects.toMatchObject({ code: 'Unauthenticated' })
    await expect(check(1001, sig)).rejects.toMatchObject({ code: 'Unauthenticated' })
    await expect(check(1000, sig, 1000)).rejects.toMatchObject({ code: 'Unauthenticated' })
    expect(reads).toEqual([first])
  })

  test('is refused alike for a wrong signature, a project that is gone, and another one of its name', async () => {
    const refusals = [
      await refusalOf(1000, 'wrong'),
      await refusalOf(1000, sig, 0, null),
      await refusalOf(1000, sig, 0, makeProject({ uid: projectUid.parse('u2') })),
      await refusalOf(1000, `${first}~signed(item,cats,${one.id},1000,u2)`),
    ]
    expect(new Set(refusals.map(String)).size).toBe(1)
    expect(refusals).toEqual(refusals.map(() => expect.objectContaining({ code: 'Unauthenticated' })))
  })
})
