import { createHash } from 'node:crypto'
import { DomainError } from '../../src/domain/core/errors.ts'
import type {
  BlobEntry,
  BlobSource,
  BlobSources,
  ExportFiles,
  OpenedBlob,
} from '../../src/domain/ports/blobs.ts'
import { byCodePoint } from '../../local/cosmos-gateway/code-point-order.ts'

export interface FakeFile {
  readonly etag: string
  readonly lastModified: number
  readonly content: Uint8Array
  readonly contentEncoding?: string
  /** As storage gives it; absent for an upload in blocks. */
  readonly md5?: string
}

type Request = 'list' | 'read' | 'open' | 'exists' | 'probe'

export interface FakeContainer {
  readonly files: Map<string, FakeFile>
  /** Names in a listing's answer. */
  pageSize: number
  /** How the listing is ordered; storage may not do as the store does. */
  order: (a: string, b: string) => number
  /** False: there is no such container (any more). */
  there: boolean
  /** The clock of storage, which tells when it listed; undefined if it does not. */
  clock: () => number | undefined
  /** Files whose bytes storage gives to nobody. */
  readonly archived: Set<string>
  /** Called before each request; may throw, or change the container meanwhile. */
  before: (request: Request, path?: string) => void | Promise<void>
  readonly source: BlobSource
  readonly sources: BlobSources
  /** Uploads a file in one request, so that storage has its MD5. */
  write(path: string, content: Uint8Array, at: number): void
  /** Uploads a file in blocks. */
  writeBlocks(path: string, content: Uint8Array, at: number): void
}

export const unreachable = (): DomainError =>
  new DomainError('DatastoreUnreachable', 'The container cannot be reached')

const streamOf = (content: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      if (content.byteLength > 0) controller.enqueue(content)
      controller.close()
    },
  })

const opened = (content: Uint8Array, etag: string, lastModified: number): OpenedBlob => ({
  stream: streamOf(content),
  etag,
  length: content.byteLength,
  size: content.byteLength,
  lastModified,
})

/** A container of files in memory. */
export const createFakeContainer = (): FakeContainer => {
  let writes = 0
  /** Sorting a million names for each page would be the whole test. */
  let sorted: { readonly by: FakeContainer['order']; readonly names: readonly string[] } | undefined
  const names = (): readonly string[] => {
    const known =
      sorted?.by === container.order ? sorted.names.filter((name) => container.files.has(name)) : []
    if (known.length === container.files.size) return known
    sorted = { by: container.order, names: [...container.files.keys()].sort(container.order) }
    return sorted.names
  }
  const request = async (kind: Request, path?: string): Promise<void> => {
    await container.before(kind, path)
    if (!container.there) throw unreachable()
  }
  const file = (path: string): FakeFile => {
    const found = container.files.get(path)
    if (!found) throw new DomainError('BlobNotFound', 'There is no such file')
    return found
  }
  const source: BlobSource = {
    probe: () => request('probe'),
    list: async ({ prefix, pageSize, continuation }) => {
      await request('list')
      const chosen = names().filter((name) => name.startsWith(prefix))
      // The marker is a name, as in storage: files may come and go between two pages.
      const from =
        continuation === undefined ? 0 : chosen.findIndex((name) => container.order(name, continuation) >= 0)
      const first = from < 0 ? chosen.length : from
      const size = Math.min(pageSize, container.pageSize)
      const blobs = chosen.slice(first, first + size).map((path): BlobEntry => {
        const { content, contentEncoding: _, ...facts } = file(path)
        return { path, ...facts, size: content.byteLength }
      })
      const next = chosen[first + size]
      const listedAt = container.clock()
      return {
        blobs,
        ...(listedAt === undefined ? {} : { listedAt }),
        ...(next === undefined ? {} : { continuation: next }),
      }
    },
    browse: () => Promise.reject(new Error('Not needed here')),
    readPart: async (path, { offset, count }) => {
      await request('read', path)
      if (container.archived.has(path)) return { unreadable: 'Archived' }
      const { content, contentEncoding } = file(path)
      return { bytes: content.slice(offset, offset + count), contentEncoding }
    },
    open: async (path) => {
      await request('open', path)
      const { content, etag, lastModified } = file(path)
      return opened(content, etag, lastModified)
    },
    exists: async (path) => {
      await request('exists')
      return container.files.has(path)
    },
    readUrl: () => Promise.resolve(undefined),
    uploadUrls: () => Promise.reject(new Error('Not needed here')),
  }
  const put = (path: string, file: Omit<FakeFile, 'etag'>): void => {
    writes += 1
    container.files.set(path, { etag: `file-${writes}`, ...file })
  }
  const container: FakeContainer = {
    files: new Map(),
    clock: () => undefined,
    archived: new Set(),
    pageSize: 5000,
    order: byCodePoint,
    there: true,
    before: () => undefined,
    source,
    sources: { open: () => Promise.resolve(source), forget: () => undefined },
    write: (path, content, at) => {
      const md5 = createHash('md5').update(content).digest('base64')
      put(path, { content, md5, lastModified: at })
    },
    writeBlocks: (path, content, at) => put(path, { content, lastModified: at }),
  }
  return container
}

export interface FakeExportFiles extends ExportFiles {
  readonly committed: Map<string, Uint8Array>
  /** Called before and after each write. */
  around: () => void
}

/** Storage for exports in memory, with the rules of block blobs: ids equally long, nothing visible before the commit. */
export const createFakeExportFiles = (): FakeExportFiles => {
  const committed = new Map<string, Uint8Array>()
  const staged = new Map<string, Map<string, Uint8Array>>()
  /** The blocks of a file can be committed again. */
  const known = new Map<string, Map<string, Uint8Array>>()
  const write = <T>(action: () => T): Promise<T> => {
    try {
      files.around()
      const done = action()
      files.around()
      return Promise.resolve(done)
    } catch (error) {
      return Promise.reject(error)
    }
  }
  const files: FakeExportFiles = {
    containerName: 'exports',
    committed,
    around: () => undefined,
    stageBlock: (path, blockId, content) =>
      write(() => {
        const blocks = staged.get(path) ?? new Map<string, Uint8Array>()
        const other = blocks.keys().next().value
        if (other !== undefined && other.length !== blockId.length)
          throw new Error('Block ids differ in length')
        if (content.byteLength === 0) throw new Error('A block may not be empty')
        staged.set(path, blocks.set(blockId, content))
      }),
    commit: (path, blockIds) =>
      write(() => {
        if (new Set(blockIds).size !== blockIds.length) throw new Error('A block is listed twice')
        const blocks = blockIds.map((id) => staged.get(path)?.get(id) ?? known.get(path)?.get(id))
        const content = blocks.map((block, index) => {
          if (!block) throw new Error(`There is no block ${blockIds[index]}`)
          return block
        })
        known.set(path, new Map(blockIds.map((id, index) => [id, content[index]!])))
        staged.delete(path)
        committed.set(path, Buffer.concat(content))
      }),
    put: (path, content) =>
      write(() => {
        committed.set(path, content)
      }),
    open: (path) => {
      const content = committed.get(path)
      if (!content) return Promise.reject(new DomainError('ExportFileNotFound', 'There is no such file'))
      return Promise.resolve(opened(content, 'etag', 0))
    },
    readUrl: () => Promise.resolve(undefined),
    deleteUnder: (prefix) =>
      write(() => {
        for (const path of committed.keys()) if (path.startsWith(prefix)) committed.delete(path)
        return true
      }),
    ping: () => Promise.resolve(),
  }
  return files
}
