import { z } from 'zod'
import { toIso } from '../../domain/core/time.ts'
import type { BrowseDatastore } from '../../domain/datastores/browse-datastore.ts'
import type { FolderListPage } from '../../domain/ports/blobs.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreParams } from './datastore-schemas.ts'

const entryBody = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('Folder'), path: z.string().meta({ example: 'cats/' }) }),
    z.object({
      kind: z.literal('File'),
      path: z.string().meta({ example: 'cats/1.png' }),
      size: z.number().int().meta({ description: 'Bytes' }),
      contentType: z.string().optional(),
      lastModified: z.iso.datetime(),
    }),
  ])
  .meta({ id: 'DatastoreEntry' })

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
