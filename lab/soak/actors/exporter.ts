import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Person } from '../client/person.ts'
import type { SoakProject, World } from '../world.ts'
import { follow } from './follow.ts'

const started = z.object({ id: z.string() })
const exported = z.object({
  status: z.string(),
  snapshotAt: z.iso.datetime(),
  exportedRowCount: z.number(),
  files: z.array(
    z.object({ name: z.string(), size: z.number(), sha256: z.string(), contentUrl: z.string() }),
  ),
})
type ExportFile = z.output<typeof exported>['files'][number]
const manifest = z.object({
  counts: z.object({ rows: z.number() }),
  files: z.array(z.object({ name: z.string(), size: z.number(), sha256: z.string() })),
})

const downloadsWithin = 10_000

/** Reads a file from the storage, again and again while that is away. */
const download = async (world: World, url: string): Promise<Buffer | undefined> => {
  while (!world.isOver()) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(downloadsWithin) })
      if (response.ok) return Buffer.from(await response.arrayBuffer())
      if (response.status < 500) world.blame(`A finished export's file was answered ${response.status}`)
      if (response.status < 500) return undefined
    } catch {
      // The storage is away; that is the point. It comes back.
    }
    await new Promise((next) => setTimeout(next, 300))
  }
  return undefined
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const keep = async (world: World, folder: string, file: ExportFile): Promise<Buffer | undefined> => {
  const bytes = await download(world, file.contentUrl)
  if (!bytes) return undefined
  if (bytes.length !== file.size || sha256(bytes) !== file.sha256)
    world.blame(`${file.name} in ${folder} is not what its hash says`)
  await writeFile(join(folder, file.name), bytes)
  return bytes
}

/** The files go into the data folder, where the checker compares them with the whole history. */
const collect = async (
  world: World,
  person: Person,
  { name }: SoakProject,
  id: string,
  choice: { readonly format: 'Coco' | 'Dataset' | 'Csv'; readonly include: 'Labeled' | 'Approved' },
): Promise<void> => {
  const reply = await person.send('getExport', 'GET', `/projects/${name}/exports/${id}`)
  if (!reply) return
  const { snapshotAt, exportedRowCount: rows, files } = exported.parse(reply.body)
  const folder = join(world.dataDir, 'soak-exports', id)
  await mkdir(folder, { recursive: true })
  let list: Buffer | undefined
  for (const file of files) {
    const bytes = await keep(world, folder, file)
    if (!bytes) return
    if (file.name === 'manifest.json') list = bytes
  }
  const { counts, files: listed } = manifest.parse(JSON.parse(list?.toString() ?? 'null'))
  const told = new Map(files.map((file) => [file.name, file.sha256] as const))
  if (counts.rows !== rows || listed.some((file) => told.get(file.name) !== file.sha256))
    world.blame(`The manifest of the export ${id} and the service do not agree`)
  world.history.note({
    event: 'export',
    at: Date.now(),
    project: name,
    id,
    ...choice,
    snapshotAt: Date.parse(snapshotAt),
    rows,
  })
  world.tally('collected export', 'ok')
}

const exportOnce = async (world: World, person: Person, project: SoakProject): Promise<void> => {
  const { random } = person
  const choice = {
    format: random.pick(['Coco', 'Dataset', 'Csv'] as const),
    include: random.chance(0.8) ? ('Labeled' as const) : ('Approved' as const),
  }
  const path = `/projects/${project.name}/exports`
  const reply = await person.send('startExport', 'POST', path, { body: choice, key: person.key() })
  if (reply?.code !== undefined && reply.code !== 'TooManyExports')
    world.blame(`An export was refused: ${reply.code}`)
  const { id } = started.safeParse(reply?.body).data ?? {}
  if (id === undefined || reply?.location === undefined) return
  if (random.chance(0.25)) {
    await world.rest(random.between(0, 150))
    const canceled = await person.send('cancelExport', 'POST', `${path}/${id}/cancel`, { key: person.key() })
    if (canceled && canceled.code !== undefined && canceled.code !== 'ExportFinished')
      world.blame(`An export could not be canceled: ${canceled.code}`)
    if (canceled?.code === undefined && canceled) world.tally('canceled export', 'ok')
  }
  const ended = await follow(world, person, 'export', reply.location)
  if (ended?.status === 'Succeeded') await collect(world, person, project, id, choice)
}

/** Exports one project again and again, until everybody stops. */
export const beExporter = async (world: World, person: Person, project: SoakProject): Promise<void> => {
  while (!world.isStopping()) {
    await exportOnce(world, person, project)
    await world.rest(person.random.between(500, 4000))
  }
}
