import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { pause } from '../../bench/timings.ts'
import type { Person } from '../client/person.ts'
import type { Exported } from '../history/record.ts'
import type { World } from '../world.ts'

const exported = z.object({
  status: z.string(),
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

export type Choice = Pick<Exported, 'format' | 'include' | 'since' | 'confirms'>

/** An export that has ended: when it was asked for, and when its end was seen. */
interface Ended extends Pick<Exported, 'id' | 'requestedAt' | 'endedAt'> {
  readonly project: string
}

const downloadsWithin = 10_000

/**
 * Reads a file from the storage, again and again while that is away.
 * @returns 'refused' for a URL that was signed under a wrong clock, so that it is not good yet, or not any more
 */
const download = async (
  world: World,
  url: string,
  signedAfter: number,
): Promise<Buffer | 'refused' | undefined> => {
  while (!world.isOver()) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(downloadsWithin) })
      if (response.ok) return Buffer.from(await response.arrayBuffer())
      if (response.status === 403 && world.clocks.wrongSince(signedAfter)) return 'refused'
      if (response.status < 500) world.blame(`A finished export's file was answered ${response.status}`)
      if (response.status < 500) return undefined
    } catch {
      // The storage is away; that is the point. It comes back.
    }
    await pause(300)
  }
  return undefined
}

const sha256 = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex')

const keep = async (
  world: World,
  folder: string,
  file: ExportFile,
  signedAfter: number,
): Promise<Buffer | 'refused' | undefined> => {
  const bytes = await download(world, file.contentUrl, signedAfter)
  if (!bytes || bytes === 'refused') return bytes
  if (bytes.length !== file.size || sha256(bytes) !== file.sha256)
    world.blame(`${file.name} in ${folder} is not what its hash says`)
  await writeFile(join(folder, file.name), bytes)
  return bytes
}

interface Collected {
  readonly rows: number
  readonly files: readonly ExportFile[]
  readonly manifest: Buffer | undefined
}

const again = 500
/** Longer than any replica is behind. */
const longestStale = 20_000

/**
 * All files of an export that has ended. It is read again while a replica shows it as of before its end, and for new URLs
 * while the storage refuses those of a wrong clock.
 */
const collectFiles = async (
  world: World,
  person: Person,
  { project, id }: Ended,
): Promise<Collected | undefined> => {
  const folder = join(world.dataDir, 'soak-exports', id)
  await mkdir(folder, { recursive: true })
  const staleUntil = Date.now() + longestStale
  for (;;) {
    const signedAfter = Date.now()
    const reply = await person.send('getExport', 'GET', `/projects/${project}/exports/${id}`)
    if (!reply) return undefined
    const { status, exportedRowCount: rows, files } = exported.parse(reply.body)
    if (status === 'Running' && Date.now() < staleUntil) {
      world.tally('export of a moment ago', 'ok')
      await pause(again)
      continue
    }
    if (status !== 'Succeeded') {
      world.blame(`The export ${id} is ${status}, and its operation has succeeded`)
      return undefined
    }
    const kept = new Map<string, Buffer | 'refused' | undefined>()
    for (const file of files) kept.set(file.name, await keep(world, folder, file, signedAfter))
    const all = new Set(kept.values())
    const list = kept.get('manifest.json')
    if (all.has(undefined)) return undefined
    if (!all.has('refused')) return { rows, files, manifest: list === 'refused' ? undefined : list }
    world.tally('URL of a wrong clock', 'refused')
    await pause(again)
  }
}

/**
 * The files go into the data folder, where the checker compares them with the whole history.
 * @returns Whether they were read.
 */
export const collect = async (
  world: World,
  person: Person,
  ended: Ended,
  choice: Choice,
): Promise<boolean> => {
  const { id } = ended
  const collected = await collectFiles(world, person, ended)
  if (!collected) return false
  const { rows, files } = collected
  const { counts, files: listed } = manifest.parse(JSON.parse(collected.manifest?.toString() ?? 'null'))
  const told = new Map(files.map((file) => [file.name, file.sha256] as const))
  if (counts.rows !== rows || listed.some((file) => told.get(file.name) !== file.sha256))
    world.blame(`The manifest of the export ${id} and the service do not agree`)
  world.history.note({ event: 'export', at: Date.now(), ...ended, ...choice, rows })
  world.tally('collected export', 'ok')
  return true
}
