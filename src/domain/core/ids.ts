import { z } from 'zod'

const name = /^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,254}$/

/** Names that callers choose. */
export const datastoreName = z
  .string()
  .regex(name)
  .brand<'DatastoreName'>()
  .meta({ id: 'DatastoreName', description: 'The name of a datastore', example: 'photos' })
export const datasetName = z
  .string()
  .regex(name)
  .brand<'DatasetName'>()
  .meta({ id: 'DatasetName', description: 'The name of a dataset', example: 'dogs-and-cats' })
export const projectName = z
  .string()
  .regex(name)
  .brand<'ProjectName'>()
  // Without an example: documentation pages prefill filters, which are optional, with that of their schema.
  .meta({ id: 'ProjectName', description: 'The name of a project' })
/** The `oid` of the verified token: letters, digits and `._@-`. */
export const userId = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._@-]{0,127}$/)
  .brand<'UserId'>()
  .meta({ id: 'UserId', description: 'The object id of a user in the directory (the claim `oid`)' })

const opaque = /^[a-zA-Z0-9_-]{1,128}$/
/** Ids that the service generates; opaque to callers. */
export const projectUid = z.string().regex(opaque).brand<'ProjectUid'>()
export const itemId = z
  .string()
  .regex(/^[a-f0-9]{32}$/)
  .brand<'ItemId'>()
  .meta({
    id: 'ItemId',
    description: 'The id of an item; opaque',
    example: '5f1c0b8f5f0e6d4c4a0a9f3a9b1f4f1f',
  })
export const pageId = z
  .string()
  .regex(opaque)
  .brand<'PageId'>()
  .meta({ id: 'PageId', description: 'The id of a page; opaque', example: '0-5f1c0b8f' })
export const exportId = z
  .string()
  .regex(opaque)
  .brand<'ExportId'>()
  .meta({ id: 'ExportId', description: 'The id of an export; opaque', example: '5f1c0b8f5f0e' })
export const operationId = z
  .string()
  .regex(opaque)
  .brand<'OperationId'>()
  .meta({ id: 'OperationId', description: 'The id of an operation; opaque', example: 'imp-5f1c' })
/** The id of a class. It stays the same for the lifetime of the project, also when the class is renamed or withdrawn. */
export const classId = z
  .string()
  .regex(/^c\d{1,5}$/)
  .brand<'ClassId'>()
  .meta({ id: 'ClassId', description: 'The id of a class', example: 'c1' })

export type DatastoreName = z.infer<typeof datastoreName>
export type DatasetName = z.infer<typeof datasetName>
export type ProjectName = z.infer<typeof projectName>
export type UserId = z.infer<typeof userId>
export type ProjectUid = z.infer<typeof projectUid>
export type ItemId = z.infer<typeof itemId>
export type PageId = z.infer<typeof pageId>
export type OperationId = z.infer<typeof operationId>
export type ExportId = z.infer<typeof exportId>
export type ClassId = z.infer<typeof classId>
