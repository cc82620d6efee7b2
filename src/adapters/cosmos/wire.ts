import type { JSONObject } from '@azure/cosmos'
import { bareEtag } from '../../domain/core/etag.ts'
import type { Stored, StoredDocument } from '../../domain/ports/store.ts'
import { isDocument } from '../store/documents.ts'
import { partitionField } from './indexing-policy.ts'

/** The field with the marker of the last batch that wrote the document whole. */
export const markerField = 'w'
/** The marker of documents that an earlier version wrote. The service does not patch fields with an underscore. */
const earlierMarkerField = '_w'

/** A document from a container, with its ETag and marker. */
export interface FoundDocument extends Stored {
  readonly marker: string | undefined
}

/** True for fields of the engine and of the service (`_rid`, `_ts`, `_etag` …). */
const isReserved = (field: string): boolean =>
  field === partitionField || field === markerField || field.startsWith('_')

const isObject = (value: unknown): value is JSONObject => typeof value === 'object' && value !== null

/** Converts a document to its stored form. @throws Error if the document has a reserved field: a bug in the calling code */
export const toWire = (
  document: StoredDocument,
  body: string,
  partition: string,
  marker: string,
): JSONObject => {
  const reserved = Object.keys(document).find(isReserved)
  if (reserved !== undefined) throw new Error(`The field name ${reserved} is reserved; rename the field`)
  const value: unknown = JSON.parse(body)
  if (!isObject(value)) throw new Error('A document must be an object')
  return { ...value, [partitionField]: partition, [markerField]: marker }
}

/** Converts a stored resource to a document. @throws Error if the resource is not a document of the service */
export const fromWire = (resource: unknown): FoundDocument => {
  if (!isDocument(resource)) throw new Error('The store contains a resource that is not a document')
  const { _etag: etag, [markerField]: marker = resource[earlierMarkerField] } = resource
  const document = Object.fromEntries(Object.entries(resource).filter(([field]) => !isReserved(field)))
  if (!isDocument(document) || typeof etag !== 'string') throw new Error('A stored document has no etag')
  return { document, etag: bareEtag(etag), marker: typeof marker === 'string' ? marker : undefined }
}
