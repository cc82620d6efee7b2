import type { BlobSource } from '../../domain/ports/blobs.ts'

/** A source without its trial, which depends on the rest. */
export type BlobFiles = Omit<BlobSource, 'probe'>

/**
 * The files of one folder of a container, with paths relative to the folder. The container refuses a path with a part `..`,
 * so no path leads out of the folder.
 */
export const withinFolder = (files: BlobFiles, folder: string): BlobFiles => {
  if (folder === '') return files
  if (!folder.endsWith('/')) throw new Error('A folder ends in /')
  // An empty path names no file, in a folder neither.
  const inside = (path: string): string => (path === '' ? '' : folder + path)
  const outside = <T extends { readonly path: string }>(entry: T): T => ({
    ...entry,
    path: entry.path.slice(folder.length),
  })
  return {
    list: async (options) => {
      const page = await files.list({ ...options, prefix: folder + options.prefix })
      return { ...page, blobs: page.blobs.map(outside) }
    },
    browse: async (options) => {
      const page = await files.browse({ ...options, prefix: folder + options.prefix })
      return { ...page, entries: page.entries.map(outside) }
    },
    readPart: (path, part) => files.readPart(inside(path), part),
    open: (path, options) => files.open(inside(path), options),
    exists: (path) => files.exists(inside(path)),
    readUrl: (path, expiresAt) => files.readUrl(inside(path), expiresAt),
    uploadUrls: (paths, expiresAt) => files.uploadUrls(paths.map(inside), expiresAt),
  }
}
