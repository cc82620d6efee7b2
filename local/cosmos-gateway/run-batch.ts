import { missCharge, writeCharge } from './charges.ts'
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
  readonly now: number
}

const isWriteType = (value: unknown): value is WriteType =>
  value === 'Create' || value === 'Replace' || value === 'Delete' || value === 'Patch'

const runOne = (
  documents: Map<string, Resource>,
  operation: Json,
  { partition, container, now }: Batch,
): Done => {
  const { operationType: type, ifMatch, resourceBody } = operation
  const strange = Object.keys(operation).find((field) => !knownFields.has(field))
  if (strange !== undefined || !isWriteType(type))
    throw new Unforeseen(`The operation ${String(type)} ${strange}`)
  const body = isJson(resourceBody) ? resourceBody : {}
  const id = String(operation['id'] ?? body['id'])
  const refused = (statusCode: number): Done => ({ statusCode, requestCharge: missCharge })
  const put = (document: Json, statusCode: number): Done => {
    const resource = toResource(document, container.nextEtag(), now)
    if (sizeOf(resource) > maxBytes) return refused(413)
    documents.set(id, resource)
    return { statusCode, requestCharge: writeCharge(type, sizeOf(resource)), eTag: resource._etag }
  }
  const present = documents.get(id)
  const old = present && isAlive(present, now) ? present : undefined
  if ((type === 'Create' || type === 'Replace') && (body['pk'] !== partition || body['id'] !== id))
    return refused(400)
  if (type === 'Create') return old ? refused(409) : put(body, 201)
  if (!old) return refused(404)
  // To the service no condition and an empty one are the same, and a star means any document.
  if (ifMatch !== undefined && ifMatch !== '' && ifMatch !== '*' && ifMatch !== old._etag) return refused(412)
  if (type === 'Replace') return put(body, 200)
  if (type === 'Patch') {
    if (!meetsCondition(old, resourceBody)) return refused(412)
    const document = patched(old, resourceBody)
    return document ? put(document, 200) : refused(400)
  }
  documents.delete(id)
  return { statusCode: 204, requestCharge: writeCharge(type, sizeOf(old)) }
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
      const rest = operations.map((_, index): Done => {
        const requestCharge = index < responses.length ? missCharge : 0
        return index === responses.length ? done : { statusCode: 424, requestCharge }
      })
      return { responses: rest, documents: undefined }
    }
    responses.push(done)
  }
  return { responses, documents }
}
