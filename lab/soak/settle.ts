import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BlobServiceClient } from '@azure/storage-blob'
import { z } from 'zod'
import { pause } from '../bench/timings.ts'
import type { Storage } from '../../tools/service.ts'
import { endChain } from './actors/exporter.ts'
import { refresh, resume } from './actors/lead.ts'
import { sweep } from './actors/sweep.ts'
import type { FilesThatAre } from './check/evidence.ts'
import { writeOrchestrations } from './check/read-orchestrations.ts'
import type { Person } from './client/person.ts'
import type { Deployment } from './deployment/deployment.ts'
import { exportContainer } from './set-up.ts'
import type { SoakProject, World } from './world.ts'

const lookEvery = 250

const within = async (
  world: World,
  milliseconds: number,
  what: string,
  holds: () => Promise<boolean>,
): Promise<void> => {
  const until = Date.now() + milliseconds
  while (!(await holds())) {
    if (Date.now() > until) {
      world.blame(`After ${milliseconds / 1000} quiet seconds ${what}`)
      return
    }
    await pause(lookEvery)
  }
}

const progress = z.object({ headersPending: z.number() })

const going = new Set(['Pending', 'Running', 'ContinuedAsNew'])

/** Writes down what the engine says of its orchestrations, once none of them runs any more. */
const listOrchestrations = async (world: World, { engine, folders }: Deployment): Promise<void> => {
  const [folder] = folders
  if (!engine.list || folder === undefined) return
  const { list } = engine
  let found = await list(folder)
  await within(world, engine.patience * 60_000, 'an orchestration still runs', async () => {
    found = await list(folder)
    return !found.some(({ runtimeStatus }) => going.has(runtimeStatus))
  })
  await writeOrchestrations(world.dataDir, found)
}

/** Brings each project to rest: it runs, knows all of its files and their sizes, and nothing is at work any more. */
export const settle = async (world: World, lead: Person, deployment: Deployment): Promise<void> => {
  const { engine, store } = deployment
  for (const project of world.projects) {
    await resume(world, lead, project)
    // The first may be one that was at work already, and had passed a file before that changed.
    await refresh(world, lead, project, true)
    await refresh(world, lead, project, true)
    await within(
      world,
      engine.patience * 60_000,
      `headers of ${project.name} are still to be read`,
      async () => {
        const reply = await lead.send('getProgress', 'GET', `/projects/${project.name}/progress`)
        const read = progress.parse(reply?.body).headersPending === 0
        // What a storage that was away did not let a refresh read is read by the next one.
        if (!read) await refresh(world, lead, project, false)
        return read
      },
    )
  }
  await Promise.all(world.projects.map((project) => sweep(world, { person: lead, project })))
  // What a crash left between its intent and its start is found by a timer, each minute, when it is half a minute old.
  const longest = engine.patience * 150_000
  await within(world, longest, 'long work is still not ended', async () => store.countOpenWork() === 0)
  for (const project of world.projects) await endChain(world, lead, project)
  await listOrchestrations(world, deployment)
}

const filesOf = async ({ images }: SoakProject) => {
  const files: FilesThatAre['projects'][string] = []
  for await (const { name, properties, metadata } of images.listBlobsFlat({ includeMetadata: true }))
    files.push({
      path: name,
      etag: properties.etag,
      width: Number(metadata?.['width']),
      height: Number(metadata?.['height']),
    })
  return files
}

/** Writes down what is in the storage now, for the checker. */
export const listStorage = async (world: World, storage: Storage): Promise<void> => {
  const projects: FilesThatAre['projects'] = {}
  for (const project of world.projects) projects[project.name] = await filesOf(project)
  const exports: string[] = []
  const blobs = BlobServiceClient.fromConnectionString(storage.blobConnectionString)
  for await (const { name } of blobs.getContainerClient(exportContainer).listBlobsFlat()) exports.push(name)
  await writeFile(join(world.dataDir, 'soak-files.json'), JSON.stringify({ projects, exports }))
}
