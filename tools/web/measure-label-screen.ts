import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { z } from 'zod'

/** What the label screen loads before a person can label, compressed by gzip. */
export const mostLabelScreenBytes = 200_000

const chunk = z.object({
  file: z.string(),
  name: z.string().optional(),
  imports: z.array(z.string()).default([]),
})
/** Vite's list of what it has built, by source. */
export const viteManifest = z.record(z.string(), chunk)
export type ViteManifest = z.output<typeof viteManifest>

/** The chunks that every screen has (web/vite.config.ts), by name. */
const common = ['main', 'app']
const labelScreen = 'src/features/labeling/label-screen.tsx'
const textsIn = ['src/locales', 'src/features/labeling/locales']
/** What the app loads by itself as soon as a person is signed in. */
const always = ['src/outbox/leftovers.ts']

interface Measured {
  readonly file: string
  readonly bytes: number
}

export interface LabelScreenSize {
  readonly bytes: number
  /** The largest first. */
  readonly files: readonly Measured[]
}

/**
 * The scripts of the label screen in one language: the app, the screen, what they import, and the texts.
 * @param read The content of a file
 */
export const measureLabelScreen = (
  manifest: ViteManifest,
  locale: string,
  read: (file: string) => Uint8Array,
): LabelScreenSize => {
  const names = Object.keys(manifest)
  const begins = common.map((wanted) => {
    const found = names.find((name) => manifest[name]?.name === wanted && name.endsWith('.js'))
    if (found === undefined) throw new Error(`The list of chunks has none with the name ${wanted}`)
    return found
  })
  const texts = textsIn.map((folder) => `${folder}/${locale}.po`)
  const waiting = [...begins, labelScreen, ...always, ...texts]
  const found = new Set<string>()
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (found.has(name)) continue
    const known = manifest[name]
    if (!known)
      throw new Error(`The list of chunks has no ${name}: correct tools/web/measure-label-screen.ts`)
    found.add(name)
    waiting.push(...known.imports)
  }
  const files = [...new Set([...found].flatMap((name) => manifest[name]?.file ?? []))]
    .filter((file) => file.endsWith('.js'))
    .map((file) => ({ file, bytes: gzipSync(read(file), { level: 9 }).byteLength }))
    .toSorted((one, other) => other.bytes - one.bytes)
  return { bytes: files.reduce((sum, { bytes }) => sum + bytes, 0), files }
}

/** What Vite has built into a folder. */
export const readScripts = (folder: string) => {
  const list: unknown = JSON.parse(readFileSync(join(folder, '.vite/manifest.json'), 'utf8'))
  return { manifest: viteManifest.parse(list), read: (file: string) => readFileSync(join(folder, file)) }
}

/** @throws Error with the list of the files if they are more than the budget */
export const requireSmall = ({ bytes, files }: LabelScreenSize, most = mostLabelScreenBytes): void => {
  if (bytes <= most) return
  const list = files.map((one) => `${String(one.bytes).padStart(8)} ${one.file}`).join('\n')
  throw new Error(
    `The label screen loads ${bytes} bytes of script (gzip), more than ${most}: load later what is not needed at once\n${list}`,
  )
}
