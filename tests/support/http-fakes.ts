import { createHash } from 'node:crypto'
import { DomainError } from '../../src/domain/core/errors.ts'
import type {
  BlobContainer,
  BlobEntry,
  BlobSource,
  BlobSources,
  ExportFiles,
} from '../../src/domain/ports/blobs.ts'
import type { SecretStore, UrlSigner } from '../../src/domain/ports/secrets.ts'

const entry = (path: string): BlobEntry => ({
  path,
  etag: '"b1"',
  size: path.length,
  contentType: 'image/png',
  lastModified: 1_600_000_000_000,
})

const streamOf = (bytes: Uint8Array): ReadableStream<Uint8Array> =>
  new ReadableStream({
    start: (controller) => {
      controller.enqueue(bytes)
      controller.close()
    },
  })

const pageOf = <T>(all: readonly T[], pageSize: number, continuation: string | undefined) => {
  const start = Number(continuation ?? 0)
  const end = start + pageSize
  return { some: all.slice(start, end), ...(end < all.length ? { continuation: `${end}` } : {}) }
}

/** One container whose files hold their own path; `fail` makes it unreachable. @param signs Whether it signs URLs */
export const createHttpBlobs = (paths: readonly string[] = [], { signs = true } = {}) => {
  const opened: BlobContainer[] = []
  const forgotten: string[] = []
  let failure: DomainError | undefined
  const sorted = [...paths].sort()

  const sourceOf = ({ credential }: BlobContainer): BlobSource => ({
    probe: async () => {
      if (failure) throw failure
    },
    list: async ({ prefix, pageSize, continuation }) => {
      if (failure) throw failure
      const { some, ...rest } = pageOf(
        sorted.filter((path) => path.startsWith(prefix)),
        pageSize,
        continuation,
      )
      return { blobs: some.map(entry), ...rest }
    },
    browse: async ({ prefix, pageSize, continuation }) => {
      const below = sorted.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length))
      const folders = new Set(
        below.filter((p) => p.includes('/')).map((p) => `${prefix}${p.split('/', 1)[0]}/`),
      )
      const files = below.filter((p) => !p.includes('/')).map((p) => `${prefix}${p}`)
      const { some, ...rest } = pageOf(
        [
          ...[...folders].map((path) => ({ kind: 'Folder' as const, path })),
          ...files.map((path) => ({ kind: 'File' as const, ...entry(path) })),
        ],
        pageSize,
        continuation,
      )
      return { entries: some, ...rest }
    },
    readPart: async (path, { offset, count }) => ({
      bytes: Buffer.from(path).subarray(offset, offset + count),
    }),
    open: async (path, { range, ifNoneMatch }) => {
      if (!paths.includes(path)) throw new DomainError('BlobNotFound', `No ${path}`)
      if (ifNoneMatch === '"b1"') return 'NotModified'
      const whole = Buffer.from(path)
      const end = range?.count === undefined ? undefined : range.offset + range.count
      const part = whole.subarray(range?.offset ?? 0, end)
      return {
        stream: streamOf(part),
        etag: '"b1"',
        length: part.byteLength,
        size: whole.byteLength,
        contentType: 'image/png',
        lastModified: 1_600_000_000_000,
        ...(range ? { range: { offset: range.offset, count: part.byteLength } } : {}),
      }
    },
    exists: async (path) => {
      if (failure) throw failure
      return paths.includes(path)
    },
    readUrl: async (path, expiresAt) => {
      // As the adapters: the URL would leave the container.
      if (path.split('/').some((one) => one === '.' || one === '..'))
        throw new DomainError('BlobNotFound', 'No file can have this path')
      return credential.type === 'Sas' || !signs ? undefined : `https://blob.test/${path}?until=${expiresAt}`
    },
    uploadUrls: async (wanted, expiresAt) => {
      if (failure) throw failure
      if (credential.type !== 'ManagedIdentity')
        throw new DomainError('DatastoreReadOnly', 'The credential may read only')
      return { urls: wanted.map((path) => `https://blob.test/${path}?create=${expiresAt}`), expiresAt }
    },
  })

  const blobs: BlobSources = {
    open: async (datastore) => {
      opened.push(datastore)
      return sourceOf(datastore)
    },
    forget: ({ id }) => void forgotten.push(id),
  }
  const fail = (error: DomainError | undefined) => {
    failure = error
  }
  return { blobs, opened, forgotten, fail }
}

export const createHttpSecrets = (): SecretStore & { readonly values: Map<string, string> } => {
  const values = new Map<string, string>()
  return {
    values,
    put: async (name, value) => void values.set(name, value),
    get: async (name) => values.get(name),
    delete: async (name) => void values.delete(name),
  }
}

const plainSign = (parts: readonly string[]): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url')

export const httpSigner: UrlSigner = {
  sign: async (parts) => plainSign(parts),
  verify: async (parts, signature) => plainSign(parts) === signature,
}

const refuse = (): never => {
  throw new Error('Not faked')
}

/** Only as much of the exports' storage as asking for its health needs. */
export const createHttpFiles = (ping: () => Promise<void>): ExportFiles => ({
  containerName: 'exports',
  stageBlock: refuse,
  commit: refuse,
  put: refuse,
  open: refuse,
  readUrl: refuse,
  deleteUnder: refuse,
  ping,
})
