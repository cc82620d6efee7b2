import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { createDatastoreWatch } from '../../../../src/domain/labeling/datastore-watch.ts'
import type { BlobSource } from '../../../../src/domain/ports/blobs.ts'
import { addDatastore } from '../../../support/datastore-source.ts'
import { makeProject } from '../../../support/make-documents.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'

const project = makeProject()
const refused = () => new DomainError('DatastoreUnreachable', 'Refused')
const busy = () => new DomainError('DatastoreUnavailable', 'Busy')

const setUp = async () => {
  const world = {
    now: 0,
    calls: [] as string[],
    exists: async (): Promise<boolean> => true,
    list: async (): Promise<void> => undefined,
    fail: (failure: DomainError): void => {
      world.exists = async () => {
        throw failure
      }
      world.list = async () => {
        throw failure
      }
    },
  }
  const source: Partial<BlobSource> = {
    exists: async (path) => {
      world.calls.push(`exists ${path}`)
      return world.exists()
    },
    list: async ({ pageSize }) => {
      world.calls.push(`list ${pageSize}`)
      await world.list()
      return { blobs: [] }
    },
  }
  const store = createMemoryStore(() => world.now)
  const { blobs } = await addDatastore(store, source)
  const watch = createDatastoreWatch({ store, blobs, now: () => world.now })
  return { world, look: (path?: string) => watch(project, async () => path) }
}

describe('a look at a datastore', () => {
  test('is one request, and counts for 30 seconds', async () => {
    const { world, look } = await setUp()
    for (const now of [0, 1, 29_999, 30_000, 59_999]) {
      world.now = now
      expect(await look('a.png')).toBeUndefined()
    }
    expect(world.calls).toEqual(['exists a.png', 'exists a.png'])
  })

  test('is shared by requests of the same moment', async () => {
    const { world, look } = await setUp()
    expect(await Promise.all([look('a.png'), look('b.png'), look('c.png')])).toEqual([
      undefined,
      undefined,
      undefined,
    ])
    expect(world.calls).toEqual(['exists a.png'])
  })

  test('finds a dead datastore, and five seconds later that it is mended', async () => {
    const { world, look } = await setUp()
    world.fail(refused())
    const problem = { code: 'DatastoreUnreachable', message: 'Refused' }
    expect(await look('a.png')).toEqual(problem)
    world.exists = async () => true
    world.now = 4_999
    expect(await look('a.png')).toEqual(problem)
    world.now = 5_000
    expect(await look('a.png')).toBeUndefined()
  })

  test('knows what may pass', async () => {
    const { world, look } = await setUp()
    world.fail(busy())
    expect(await look('a.png')).toMatchObject({ code: 'DatastoreUnavailable' })
  })

  test.each([
    ['that is refused', () => Promise.reject(refused())],
    ['for which storage fails', () => Promise.reject(busy())],
    ['that is gone', async () => false],
  ])('is not misled by a file %s', async (_, exists) => {
    const { world, look } = await setUp()
    world.exists = exists
    expect(await look('a.png')).toBeUndefined()
    expect(world.calls.at(-1)).toBe('list 1')
  })

  test('needs no file', async () => {
    const { world, look } = await setUp()
    world.list = () => Promise.reject(refused())
    expect(await look()).toMatchObject({ code: 'DatastoreUnreachable' })
  })

  test('that failed for a defect is not remembered', async () => {
    const { world, look } = await setUp()
    world.exists = () => Promise.reject(new TypeError('A defect'))
    await expect(look('a.png')).rejects.toThrow('A defect')
    world.exists = async () => true
    expect(await look('a.png')).toBeUndefined()
  })
})
