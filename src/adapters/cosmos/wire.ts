import type { JSONObject } from '@azure/cosmos'
import type { Stored, StoredDocument } from '../../domain/ports/store.ts'
import { isDocument } from '../store/documents.ts'
import { partitionField } from './indexing-policy.ts'

/** The field in which a document names the last batch that wrote it whole. */
export const markerField = '_w'

/** A document as it lies in a container, taken apart. */
export interface Found extends Stored {
  readonly marker: string | undefined
}

/** The engine's own fields and those of the service (`_rid`, `_ts`, `_etag` …). */
const isReserved = (field: string): boolean => field === partitionField || field.startsWith('_')

const isObject = (value: unknown): value is JSONObject => typeof value === 'object' && value !== null

/** @throws Error if the document uses a field that the engine needs: a mistake of the calling code */
export const toWire = (
  document: StoredDocument,
  body: string,
  partition: string,
  marker: string,
): JSONObject => {
  const taken = Object.keys(document).find(isReserved)
  if (taken !== undefined) throw new Error(`A document cannot have a field ${taken}`)
  const value: unknown = JSON.parse(body)
  if (!isObject(value)) throw new Error('A document is an object')
  return { ...value, [partitionField]: partition, [markerField]: marker }
}

/** @throws Error if it is no document of the service's */
export const fromWire = (resource: unknown): Found => {
  if (!isDocument(resource)) throw new Error('The store holds something that is not a document')
  const { _etag: etag, [markerField]: marker } = resource
  const document = Object.fromEntries(Object.entries(resource).filter(([field]) => !isReserved(field)))
  if (!isDocument(document) || typeof etag !== 'string') throw new Error('A stored document has no etag')
  return { document, etag, marker: typeof marker === 'string' ? marker : undefined }
}
