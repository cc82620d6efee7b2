import { z } from 'zod'
import { toIso } from '../../domain/core/time.ts'
import type { CreateUploadUrls } from '../../domain/datastores/create-upload-urls.ts'
import { maxFolderLength } from '../../domain/model/datastores/folder.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { datastoreParams } from './datastore-schemas.ts'

const maxFiles = 100
/** Of one request to storage. */
const maxBytes = 5000 * 2 ** 20

const fileField = z
  .strictObject({
    name: z.string().min(1).max(maxFolderLength).meta({
      description: 'The path of the file below the folder, with `/` between its parts',
      example: 'cat-0001.png',
    }),
    size: z.number().int().min(0).max(maxBytes).meta({ description: 'Bytes of the file' }),
    contentType: z
      .string()
      .max(100)
      .regex(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/)
      .optional()
      .meta({
        description: 'The media type that the storage keeps; by default that of the extension of the name',
        example: 'image/png',
      }),
  })
  .meta({ id: 'UploadFile', description: 'A file to upload' })

const body = z
  .strictObject({
    folder: z.string().max(maxFolderLength).meta({
      description: 'The folder of the datastore; empty for its top level',
      example: 'autumn',
    }),
    files: z
      .array(fileField)
      .min(1)
      .max(maxFiles)
      .meta({ description: `The files, at most ${maxFiles}, each with a name of its own` }),
  })
  .meta({ id: 'UploadRequest', description: 'The files to upload' })

const upload = z
  .object({
    name: z.string().meta({ description: 'The name from the request' }),
    path: z.string().meta({ description: 'The path in the datastore', example: 'autumn/cat-0001.png' }),
    url: z.url().meta({ description: 'The URL to which the bytes of the file are sent by PUT' }),
    headers: z
      .record(z.string(), z.string())
      .meta({ description: 'The headers that the PUT must have, by name' }),
  })
  .meta({ id: 'Upload', description: 'How one file is uploaded' })

const uploads = z
  .object({
    uploads: z.array(upload).meta({ description: 'The uploads, in the order of the files' }),
    expiresAt: z.iso.datetime().meta({ description: 'The end of the URLs' }),
  })
  .meta({ id: 'Uploads', description: 'URLs for uploads' })

export const createUploadUrlsRoute = (createUploadUrls: CreateUploadUrls) =>
  defineRoute(
    {
      operation: 'createUploadUrls',
      method: 'POST',
      path: '/datastores/{datastore}/upload-urls',
      summary: 'Returns URLs by which a browser uploads files to a datastore',
      description:
        'Each URL creates one file, once, within an hour: send the bytes by `PUT` with the headers of the response, and no token. A file that exists is never replaced: the storage responds with 409 or 403. The storage account needs a CORS rule for the origin of the page (`PUT`). The credential of the datastore must be the managed identity, with the role *Storage Blob Data Contributor* on the container and *Storage Blob Delegator* on the account; otherwise the response is 422 with the reason. A repeated request gives the same URLs within a minute.',
      tag: 'Datastores',
      access: permissions.createUploadUrls,
      idempotent: 'ByItself',
      params: datastoreParams,
      body,
      responses: { 200: { description: 'A URL for each file', body: uploads } },
      errors: ['DatastoreNotFound', 'DatastoreReadOnly', 'DatastoreUnreachable', 'DatastoreUnavailable'],
    },
    {
      run: ({ caller, params, body }) => createUploadUrls(caller, { ...params, ...body }),
      present: ({ uploads, expiresAt }) => ({
        status: 200,
        body: { uploads: [...uploads], expiresAt: toIso(expiresAt) },
      }),
    },
  )
