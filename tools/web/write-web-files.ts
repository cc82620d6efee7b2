import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** Read by the service (src/functions/app/web-files.ts). */
const listName = 'files.json'

/** Types by the ending of a name. */
const types: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff2: 'font/woff2',
}

/** Formats that are compressed already. */
const compressed: ReadonlySet<string> = new Set(['jpg', 'png', 'webp', 'woff2'])

const endingOf = (path: string): string => path.slice(path.lastIndexOf('.') + 1).toLowerCase()

const typeOf = (path: string): string => {
  const type = types[endingOf(path)]
  if (type === undefined)
    throw new Error(`${path}: its type is not known; add its ending to tools/web/write-web-files.ts`)
  return type
}

interface WebFile {
  readonly path: string
  readonly type: string
  /** True if its name has a hash of its content: Vite writes such files below assets/. */
  readonly immutable: boolean
  readonly sizes: { readonly identity: number; readonly br?: number; readonly gz?: number }
  readonly hash: string
}

/** Writes a compressed form beside the file if it is smaller. @returns Its bytes */
const writeSmaller = async (file: string, content: Buffer, whole: number): Promise<number | undefined> => {
  if (content.byteLength >= whole) return undefined
  await writeFile(file, content)
  return content.byteLength
}

const listFile = async (folder: string, path: string): Promise<WebFile> => {
  const file = join(folder, path)
  const content = await readFile(file)
  const identity = content.byteLength
  const described = {
    path,
    type: typeOf(path),
    immutable: path.startsWith('assets/'),
    hash: createHash('sha256').update(content).digest('base64url').slice(0, 22),
  }
  if (compressed.has(endingOf(path))) return { ...described, sizes: { identity } }
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: identity,
  }
  const br = await writeSmaller(`${file}.br`, await compressBrotli(content, { params }), identity)
  const gz = await writeSmaller(`${file}.gz`, await compressGzip(content, { level: 9 }), identity)
  return {
    ...described,
    sizes: { identity, ...(br === undefined ? {} : { br }), ...(gz === undefined ? {} : { gz }) },
  }
}

/** What earlier runs wrote, and what the build keeps for itself, is not served. */
const isServed = (path: string): boolean =>
  path !== listName && !/\.(?:br|gz|map)$/.test(path) && !/(?:^|\/)\./.test(path)

const pathsOf = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter(isServed)
    .toSorted()
}

/** Compresses the files of a folder and writes their list into it. */
export const writeWebFiles = async (folder: string): Promise<readonly WebFile[]> => {
  const files = await Promise.all((await pathsOf(folder)).map((path) => listFile(folder, path)))
  if (!files.some(({ path }) => path === 'index.html'))
    throw new Error(`${folder} has no index.html: build the web app first`)
  await writeFile(join(folder, listName), `${JSON.stringify(files, undefined, 2)}\n`)
  return files
}
