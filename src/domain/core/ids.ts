import { z } from 'zod'

const name = /^[a-zA-Z0-9][a-zA-Z0-9\-_]{0,254}$/

/** Names that callers choose. */
export const datastoreName = z.string().regex(name).brand<'DatastoreName'>()
export const datasetName = z.string().regex(name).brand<'DatasetName'>()
export const projectName = z.string().regex(name).brand<'ProjectName'>()
/** The `oid` of the verified token: letters, digits and `._@-`. */
export const userId = z
  .string()
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9._@-]{0,127}$/)
  .brand<'UserId'>()

const opaque = /^[a-zA-Z0-9_-]{1,128}$/
/** Ids that the service generates; opaque to callers. */
export const projectUid = z.string().regex(opaque).brand<'ProjectUid'>()
export const itemId = z
  .string()
  .regex(/^[a-f0-9]{32}$/)
  .brand<'ItemId'>()
export const pageId = z.string().regex(opaque).brand<'PageId'>()
export const exportId = z.string().regex(opaque).brand<'ExportId'>()
export const operationId = z.string().regex(opaque).brand<'OperationId'>()
/** The id of a class. It stays the same for the lifetime of the project, also when the class is renamed or withdrawn. */
export const classId = z
  .string()
  .regex(/^c\d{1,5}$/)
  .brand<'ClassId'>()

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
