import type { IndexingPolicy } from '@azure/cosmos'
import { failureCharge, indexValues, writeCharge } from './charges.ts'
import type { WriteType } from './charges.ts'
import { isAlive, isJson, sizeOf, toResource } from './documents.ts'
import type { Documents, GatewayContainer, Json, Resource } from './documents.ts'
import { meetsCondition, patched } from './patch.ts'
import { Unforeseen } from './requests.ts'

const maxBytes = 2 * 1024 * 1024
const knownFields = new Set(['operationType', 'id', 'ifMatch', 'resourceBody'])

interface Done {
  readonly statusCode: number
  readonly requestCharge: number
  readonly eTag?: string
}

interface Batch {
  readonly operations: readonly Json[]
  readonly partition: string
  readonly container: GatewayContainer
  readonly indexing: IndexingPolicy | undefined
  readonly now: number
}

const isWriteType = (value: unknown): value is WriteType =>
  value === 'Create' || value === 'Replace' || value === 'Delete' || value === 'Patch'

const refused = (statusCode: number): Done => ({ statusCode, requestCharge: failureCharge })

/** The ids of the documents that a batch writes. */
export const idsOf = (operations: readonly Json[]): readonly string[] =>
  operations.map(({ id, resourceBody }) => String(id ?? (isJson(resourceBody) ? resourceBody['id'] : '')))

const runOne = (
  documents: Map<string, Resource>,
  operation: Json,
  { partition, container, indexing, now }: Batch,
): Done => {
  const { operationType: type, ifMatch, resourceBody } = operation
  const strange = Object.keys(operation).find((field) => !knownFields.has(field))
  if (strange !== undefined || !isWriteType(type))
    throw new Unforeseen(`The operation ${String(type)} ${strange}`)
  const body = isJson(resourceBody) ? resourceBody : {}
  const [id = ''] = idsOf([operation])
  const present = documents.get(id)
  const chargeOf = (resource: Resource): number =>
    writeCharge(type, sizeOf(resource), indexValues(resource, indexing))
  const put = (document: Json, statusCode: number): Done => {
    const rid = present?._rid ?? container.nextRid()
    const resource = toResource(document, { rid, etag: container.nextEtag() }, now)
    if (sizeOf(resource) > maxBytes) return refused(413)
    documents.set(id, resource)
    return { statusCode, requestCharge: chargeOf(resource), eTag: resource._etag }
  }
  if ((type === 'Create' || type === 'Replace') && (body['pk'] !== partition || body['id'] !== id))
    return refused(400)
  // An expired document keeps its id until it is deleted.
  if (type === 'Create') return present ? refused(409) : put(body, 201)
  if (!present || !isAlive(present, now)) return refused(404)
  // To the service no condition and an empty one are the same, and a star means any document.
  if (ifMatch !== undefined && ifMatch !== '' && ifMatch !== '*' && ifMatch !== present._etag)
    return refused(412)
  if (type === 'Replace') return put(body, 200)
  if (type === 'Patch') {
    if (!meetsCondition(present, resourceBody)) return refused(412)
    const document = patched(present, resourceBody)
    return document ? put(document, 200) : refused(400)
  }
  documents.delete(id)
  return { statusCode: 204, requestCharge: chargeOf(present) }
}

export interface BatchAnswer {
  readonly responses: readonly Done[]
  /** The documents afterwards; undefined if the batch was not carried out. */
  readonly documents: Documents | undefined
}

/** Runs all operations or none; those that did not fail themselves get 424. */
export const runBatch = (batch: Batch): BatchAnswer => {
  const { operations, partition, container } = batch
  const documents = new Map(container.documents(partition))
  const responses: Done[] = []
  for (const operation of operations) {
    const done = runOne(documents, operation, batch)
    if (done.statusCode >= 400) {
      const rest = operations.map((_, index): Done =>
        index === responses.length ? done : { statusCode: 424, requestCharge: 0 },
      )
      return { responses: rest, documents: undefined }
    }
    responses.push(done)
  }
  return { responses, documents }
}
