import { describe, expect, it } from '@jest/globals'
import { countFiles } from '../../../../../src/domain/model/files/count-files.ts'
import { unreachable } from '../../../../support/fake-blobs.ts'
import { createLongWorkWorld, image } from '../../../../support/long-work-world.ts'

const start = async () => {
  const world = await createLongWorkWorld()
  for (let index = 0; index < 25; index += 1) world.container.write(`f/${index}.png`, image(), 0)
  world.container.write('f/read.me', image(), 0)
  world.container.write('g/0.png', image(), 0)
  world.container.pageSize = 10
  const choice = { datastore: world.project.datastore, path: 'f/**', mediaType: 'Image' as const }
  return { world, choice }
}

describe('a first count of files', () => {
  it('counts images that match', async () => {
    const { world, choice } = await start()
    expect(await countFiles(world.deps, choice)).toEqual({
      files: {
        matched: 26,
        chosen: 25,
        leftOut: [{ reason: 'UnknownExtension', extension: 'me', count: 1, examples: ['f/read.me'] }],
      },
      complete: true,
    })
    const none = { files: { matched: 0, chosen: 0, leftOut: [] }, complete: true }
    expect(await countFiles(world.deps, { ...choice, path: 'none/**' })).toEqual(none)
    world.container.files.clear()
    expect(await countFiles(world.deps, { ...choice, path: '**' })).toEqual(none)
  })

  it('gives up after some pages or some time, and says so', async () => {
    const { world, choice } = await start()
    expect(await countFiles(world.deps, choice, { pages: 2, time: 1000 })).toMatchObject({
      files: { chosen: 20 },
      complete: false,
    })
    world.container.before = () => {
      world.clock.now += 600
    }
    expect(await countFiles(world.deps, choice, { pages: 9, time: 1000 })).toMatchObject({
      files: { chosen: 20 },
      complete: false,
    })
  })

  it('stops when it has seen enough', async () => {
    const { world, choice } = await start()
    expect(await countFiles(world.deps, choice, { pages: 9, time: 1000, fileLimit: 1 })).toMatchObject({
      files: { chosen: 10 },
      complete: false,
    })
  })

  it('says when it cannot look', async () => {
    const { world, choice } = await start()
    world.container.before = () => {
      throw unreachable()
    }
    await expect(countFiles(world.deps, choice)).rejects.toMatchObject({ code: 'DatastoreUnreachable' })
    await expect(countFiles(world.deps, { ...choice, datastore: 'nope' as never })).rejects.toMatchObject({
      code: 'DatastoreNotFound',
    })
  })
})
