import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { toIso } from '../../domain/core/time.ts'
import type { BrowseDatastore } from '../../domain/datastores/browse-datastore.ts'
import type { FolderListPage } from '../../domain/ports/blobs.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreParams } from './datastore-schemas.ts'

const entryBody = z
  .object({
    kind: answerChoice('EntryKind', ['Folder', 'File']).meta({
      description: 'A folder has `kind` and `path` only',
    }),
    path: z.string().meta({
      description: 'The path in the datastore; that of a folder ends in `/`',
      example: 'cats/1.png',
    }),
    size: z.number().int().optional().meta({ description: 'Bytes of a file' }),
    contentType: z.string().optional().meta({ description: 'The media type of a file in the storage' }),
    lastModified: z.iso.datetime().optional().meta({ description: 'The time of the last change of a file' }),
  })
  .meta({ id: 'DatastoreEntry', description: 'A folder or a file of a datastore' })

const toEntry = (entry: FolderListPage['entries'][number]): z.input<typeof entryBody> =>
  entry.kind === 'Folder'
    ? { kind: entry.kind, path: entry.path }
    : {
        kind: entry.kind,
        path: entry.path,
        size: entry.size,
        contentType: entry.contentType,
        lastModified: toIso(entry.lastModified),
      }

export const browseDatastoreRoute = (browseDatastore: BrowseDatastore) =>
  defineRoute(
    {
      operation: 'browseDatastore',
      method: 'GET',
      path: '/datastores/{datastore}/browse',
      summary: 'Lists the folders and files of a datastore, one level at a time',
      tag: 'Datastores',
      access: permissions.browseDatastore,
      params: datastoreParams,
      query: z.strictObject({
        ...pageQuery,
        prefix: z
          .string()
          .max(1024)
          .default('')
          .meta({ description: 'A folder path that ends in `/`, such as `cats/`; empty for the top level' }),
      }),
      responses: {
        200: {
          description: 'One list page of folders (paths that end in `/`) and files directly below the prefix',
          body: listOf(entryBody, 'DatastoreEntryList'),
        },
      },
      errors: ['DatastoreNotFound', 'DatastoreUnreachable', 'DatastoreUnavailable', 'InvalidContinuation'],
    },
    {
      run: ({ caller, params, query }) => browseDatastore(caller, { ...params, ...query }),
      present: ({ entries, continuation }, context) => ({
        status: 200,
        body: toList({ documents: entries, continuation }, context, toEntry),
      }),
    },
  )
