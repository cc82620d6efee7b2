import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../../src/domain/core/errors.ts'
import { projectUid } from '../../../../../src/domain/core/ids.ts'
import { contentIdOf, renditionPath } from '../../../../../src/domain/model/renditions/rendition.ts'
import { largeBytes } from '../../../../../src/domain/model/renditions/drawing-room.ts'
import {
  createShowRendition,
  type Picture,
} from '../../../../../src/domain/model/renditions/show-rendition.ts'
import type { OpenedBlob } from '../../../../../src/domain/ports/blobs.ts'
import type { Drawing } from '../../../../../src/domain/ports/renditions.ts'
import { createFakeRenditionFiles, createFakeRenditions } from '../../../../support/fake-renditions.ts'

const uid = projectUid.parse('u1')
const file = { etag: 'e1', size: 4 }
const textOf = async (content: OpenedBlob | 'NotModified'): Promise<string> =>
  content === 'NotModified' ? content : new Response(content.stream).text()

const setUp = (draw?: () => Drawing | Promise<Drawing>) => {
  const fakes = createFakeRenditions(draw)
  const renditionFiles = createFakeRenditionFiles()
  const logged: string[] = []
  const recorded: unknown[] = []
  const state = { etag: '"e1"', bytes: 'file', isWanted: true, opened: 0 }
  const show = createShowRendition({
    renditions: fakes.renditions,
    renditionFiles,
    now: () => 7,
    log: (_level, message) => logged.push(message),
    telemetry: {
      count: () => undefined,
      record: (_name, _value, attributes) => recorded.push(attributes),
      span: (_start, run) => run(() => undefined),
    },
  })
  const picture: Picture = {
    path: 'a.png',
    file,
    place: 'u1',
    open: async () => {
      state.opened += 1
      const bytes = Buffer.from(state.bytes)
      return {
        stream: new Blob([bytes]).stream(),
        etag: state.etag,
        length: bytes.byteLength,
        size: bytes.byteLength,
        lastModified: 0,
      }
    },
    shelf: { uid, isWanted: async () => state.isWanted },
  }
  return { ...fakes, renditionFiles, logged, recorded, state, show, picture }
}
const messageOf = async (refused: Promise<unknown>): Promise<string> => {
  try {
    await refused
    return 'It is not refused'
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
}
const path = renditionPath(uid, contentIdOf('a.png', file), 'screen')

describe('a rendition', () => {
  test('is made at its first use, kept, and then read', async () => {
    const { show, picture, drawn, renditionFiles, recorded } = setUp()
    const first = await show(picture, 'screen')
    expect(await textOf(first.content)).toBe('screen of file')
    expect(first).toMatchObject({ isListed: true, content: { contentType: 'image/webp', lastModified: 7 } })
    expect([...renditionFiles.kept.keys()]).toEqual([path])
    const second = await show(picture, 'screen')
    expect(await textOf(second.content)).toBe('screen of file')
    expect(second.content).toMatchObject({ etag: `${contentIdOf('a.png', file)}-screen` })
    expect(drawn).toEqual(['screen of file'])
    expect(recorded).toEqual([{ kind: 'screen', outcome: 'Drawn' }])
  })

  test('that several ask for at once is made once, and each gets all of it', async () => {
    const { show, picture, drawn } = setUp()
    const shown = await Promise.all([1, 2, 3].map(() => show(picture, 'thumbnail')))
    expect(await Promise.all(shown.map(({ content }) => textOf(content)))).toEqual(
      Array(3).fill('thumbnail of file'),
    )
    expect(drawn).toHaveLength(1)
  })

  test('that the browser has is not read', async () => {
    const { show, picture, state, renditionFiles } = setUp()
    const etag = `"${contentIdOf('a.png', file)}-screen"`
    renditionFiles.before = () => {
      throw new Error('Not to be asked')
    }
    expect(await show(picture, 'screen', `"other", ${etag}`)).toEqual({
      content: 'NotModified',
      isListed: true,
    })
    expect(state.opened).toBe(0)
  })

  test.each(['NotDecodable', 'TooLarge', 'TooSlow'] as const)(
    'that cannot be made (%s) is tried once, on all instances',
    async (notDrawn) => {
      const world = setUp(() => ({ notDrawn }))
      const refused = { code: 'NotDisplayable' }
      await expect(world.show(world.picture, 'screen')).rejects.toMatchObject(refused)
      await expect(world.show(world.picture, 'screen')).rejects.toMatchObject(refused)
      expect(world.drawn).toHaveLength(1)
      const other = createShowRendition({
        renditions: world.renditions,
        renditionFiles: world.renditionFiles,
        now: () => 0,
        log: () => undefined,
      })
      expect(await messageOf(other(world.picture, 'screen'))).toBe(
        await messageOf(world.show(world.picture, 'screen')),
      )
      expect(world.drawn).toHaveLength(1)
      // Another content is tried.
      await expect(other({ ...world.picture, file: { ...file, md5: 'm' } }, 'screen')).rejects.toThrow()
      expect(world.drawn).toHaveLength(2)
    },
  )

  test('is tried again after a failure of storage or of the machine', async () => {
    let failure: Error | undefined = new Error('out of memory')
    const { show, picture } = setUp(() => {
      if (failure) throw failure
      return { bytes: Buffer.from('drawn') }
    })
    await expect(show(picture, 'screen')).rejects.toThrow('out of memory')
    failure = undefined
    const unavailable = () => Promise.reject(new DomainError('DatastoreUnavailable', 'Busy'))
    await expect(show({ ...picture, open: unavailable }, 'screen')).rejects.toThrow('Busy')
    expect(await textOf((await show(picture, 'screen')).content)).toBe('drawn')
  })

  test('of a file that changed since its listing is shown and not kept', async () => {
    const { show, picture, state, renditionFiles } = setUp()
    state.etag = '"e2"'
    const { content, isListed } = await show(picture, 'screen')
    expect(isListed).toBe(false)
    expect(content).not.toMatchObject({ etag: `${contentIdOf('a.png', file)}-screen` })
    expect(renditionFiles.kept.size).toBe(0)
  })

  test('of a file that has become larger than the room for it is refused, this time', async () => {
    const { show, picture, drawn } = setUp()
    let canceled = false
    const open: Picture['open'] = async () => ({
      stream: new ReadableStream({ cancel: () => void (canceled = true) }),
      etag: '"e2"',
      length: largeBytes + 1,
      size: largeBytes + 1,
      lastModified: 0,
    })
    await expect(show({ ...picture, open }, 'screen')).rejects.toMatchObject({ code: 'NotDisplayable' })
    expect([canceled, drawn]).toEqual([true, []])
    expect(await textOf((await show(picture, 'screen')).content)).toBe('screen of file')
  })

  test.each(['open', 'putNew'] as const)('is shown although storage fails (%s)', async (call) => {
    const { show, picture, renditionFiles, logged } = setUp()
    renditionFiles.before = (one) => {
      if (one === call) throw new DomainError('ServiceUnavailable', 'The container does not exist')
    }
    expect(await textOf((await show(picture, 'screen')).content)).toBe('screen of file')
    expect(logged).toHaveLength(1)
  })

  test('leaves nothing behind in a project that is deleted meanwhile', async () => {
    const { show, picture, state, renditionFiles } = setUp()
    await show(picture, 'thumbnail')
    state.isWanted = false
    await show(picture, 'screen')
    expect(renditionFiles.kept.size).toBe(0)
  })

  test('of what has no shelf is made at each use; that it cannot be made is remembered', async () => {
    const { shelf: _, ...picture } = setUp().picture
    const world = setUp()
    await world.show(picture, 'screen')
    await world.show(picture, 'screen')
    expect([world.drawn.length, world.renditionFiles.kept.size]).toEqual([2, 0])
    const broken = setUp(() => ({ notDrawn: 'NotDecodable' }))
    for (const _try of [1, 2]) await expect(broken.show(picture, 'screen')).rejects.toThrow('decoded')
    expect(broken.drawn).toHaveLength(1)
  })
})
