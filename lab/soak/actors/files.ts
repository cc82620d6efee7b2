import type { ContainerClient } from '@azure/storage-blob'
import { makeImage, makeRubbish, type SoakImage } from '../images.ts'
import type { Random } from '../random.ts'
import type { SoakProject, World } from '../world.ts'

/** Puts a file, whatever the storage does meanwhile; putting it twice is putting it. */
export const putFile = async (
  images: ContainerClient,
  path: string,
  { bytes, metadata }: SoakImage,
): Promise<void> => {
  await images.getBlockBlobClient(path).upload(bytes, bytes.length, { metadata: { ...metadata } })
}

const untilDone = async (world: World, work: () => Promise<unknown>): Promise<void> => {
  while (!world.isOver()) {
    try {
      await work()
      return
    } catch {
      // The storage is away; that is the point. It comes back.
      await world.rest(300)
      if (world.isStopping()) await new Promise((next) => setTimeout(next, 300))
    }
  }
}

const change = async (world: World, { name, images, files }: SoakProject, random: Random): Promise<void> => {
  const image = random.chance(0.05) ? makeRubbish(random) : makeImage(random)
  const kind = random.pick(['add', 'add', 'replace', 'replace', 'remove'] as const)
  const path =
    kind === 'add' ? `late/${random.whole(0, 1e9)}.png` : random.pick([...files].slice(0, files.size / 2))
  world.history.note({ event: 'file', at: Date.now(), project: name, path })
  if (kind === 'remove') {
    await untilDone(world, () => images.getBlockBlobClient(path).deleteIfExists())
    files.delete(path)
    return
  }
  await untilDone(world, () => putFile(images, path, image))
  files.add(path)
}

/** Adds, replaces and removes files. Only the first half of them is ever touched: the others' labels must stay. */
export const tendFiles = async (world: World, project: SoakProject): Promise<void> => {
  const random = world.random.fork(`files of ${project.name}`)
  while (!world.isStopping()) {
    for (let count = random.whole(1, 5); count > 0; count -= 1) await change(world, project, random)
    await world.rest(random.between(300, 2500))
  }
}
