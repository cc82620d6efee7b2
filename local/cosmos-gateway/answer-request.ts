import type { IndexingPolicy } from '@azure/cosmos'
import { missCharge, readCharge } from './charges.ts'
import { isAlive, sizeOf } from './documents.ts'
import type { GatewayContainer } from './documents.ts'
import { problem } from './http.ts'
import type { Answer } from './http.ts'
import type { GatewayRequest } from './requests.ts'
import { runBatch } from './run-batch.ts'
import { runQuery } from './run-query.ts'

const maxOperations = 100

export interface AnswerOptions {
  readonly container: GatewayContainer
  readonly indexing: IndexingPolicy | undefined
  readonly now: number
  /** Writes by which a replica may lag. */
  readonly lag: number
  readonly pageSize: ((asked: number) => number) | undefined
}

interface Charged {
  readonly answer: Answer
  readonly charge: number
}

type Of<Kind extends GatewayRequest['kind']> = Extract<GatewayRequest, { readonly kind: Kind }>

const read = ({ partition, id }: Of<'read'>, seen: number, { container, now }: AnswerOptions): Charged => {
  const resource = container.documents(partition, seen).get(id)
  if (!resource || !isAlive(resource, now)) return { answer: problem(404, 'Not found'), charge: missCharge }
  return { answer: { status: 200, body: resource }, charge: readCharge(sizeOf(resource)) }
}

const query = (
  { partition, sql, token, limit }: Of<'query'>,
  seen: number,
  { container, indexing, now, pageSize }: AnswerOptions,
): Charged => {
  const size = Math.min(limit, pageSize?.(limit) ?? limit)
  return runQuery({ sql, token, size, documents: container.documents(partition, seen), indexing, now })
}

const batch = ({ partition, operations }: Of<'batch'>, { container, now }: AnswerOptions): Charged => {
  if (operations.length > maxOperations) return { answer: problem(400, 'too many operations'), charge: 0 }
  const { responses, documents } = runBatch({ operations, partition, container, now })
  if (documents) container.write(partition, documents)
  const charge = responses.reduce((sum, { requestCharge }) => sum + requestCharge, 0)
  return { answer: { status: documents ? 200 : 207, body: responses }, charge }
}

/** What one container answers, and the request units that it takes. */
export const answerRequest = (request: GatewayRequest, options: AnswerOptions): Charged => {
  const seen = Math.max(request.session ?? 0, options.container.lsn() - options.lag)
  switch (request.kind) {
    case 'plan':
      return { answer: { status: 200, body: {} }, charge: 0 }
    case 'read':
      return read(request, seen, options)
    case 'query':
      return query(request, seen, options)
    case 'batch':
      return batch(request, options)
  }
}
