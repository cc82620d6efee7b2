import type { IndexingPolicy } from '@azure/cosmos'
import { missCharge, readCharge } from './charges.ts'
import { isAlive, sizeOf } from './documents.ts'
import type { GatewayContainer } from './documents.ts'
import { problem } from './http.ts'
import type { Answer } from './http.ts'
import type { GatewayRequest } from './requests.ts'
import { idsOf, runBatch } from './run-batch.ts'
import { runQuery } from './run-query.ts'

const maxOperations = 100
/** Of a whole request: envelopes, partition and marks count, too. */
const maxRequestBytes = 2 * 1024 * 1024

export interface AnswerOptions {
  readonly container: GatewayContainer
  readonly indexing: IndexingPolicy | undefined
  readonly now: number
  readonly pageSize: ((asked: number) => number) | undefined
}

interface Answered {
  readonly answer: Answer
  readonly charge: number
  /** The number of the last write that the replica has which answered. */
  readonly lsn: number
}
type Charged = Omit<Answered, 'lsn'>

type Of<Kind extends GatewayRequest['kind']> = Extract<GatewayRequest, { readonly kind: Kind }>

const read = ({ partition, id }: Of<'read'>, lsn: number, { container, now }: AnswerOptions): Charged => {
  const resource = container.documents(partition, lsn).get(id)
  if (!resource || !isAlive(resource, now)) return { answer: problem(404, 'Not found'), charge: missCharge }
  return { answer: { status: 200, body: resource }, charge: readCharge(sizeOf(resource)) }
}

const query = (
  { partition, sql, token, limit }: Of<'query'>,
  lsn: number,
  { container, indexing, now, pageSize }: AnswerOptions,
): Charged => {
  const size = Math.min(limit, pageSize?.(limit) ?? limit)
  return runQuery({ sql, token, size, documents: container.documents(partition, lsn), indexing, now })
}

const batch = (
  { partition, operations, bytes }: Of<'batch'>,
  { container, indexing, now }: AnswerOptions,
): Charged => {
  if (operations.length > maxOperations) return { answer: problem(400, 'too many operations'), charge: 0 }
  if (bytes > maxRequestBytes) return { answer: problem(413, 'Request size is too large'), charge: 0 }
  const { responses, documents } = runBatch({ operations, partition, container, indexing, now })
  if (documents) {
    const written = idsOf(operations).flatMap((id) => documents.get(id) ?? [])
    container.write(partition, documents, written)
  }
  const charge = responses.reduce((sum, { requestCharge }) => sum + requestCharge, 0)
  return { answer: { status: documents ? 200 : 207, body: responses }, charge }
}

/** What one container answers, and the request units that it takes. The primary answers a batch, also if it fails. */
export const answerRequest = (request: GatewayRequest, options: AnswerOptions): Answered => {
  const { container } = options
  if (request.kind === 'plan')
    return { answer: { status: 200, body: {} }, charge: 0, lsn: request.session ?? 0 }
  if (request.kind === 'batch') return { ...batch(request, options), lsn: container.lsn() }
  const lsn = container.replicas.answering(request.session ?? 0)
  if (lsn === undefined) {
    const answer = problem(404, 'The read session is not available', { 'x-ms-substatus': '1002' })
    return { answer, charge: 0, lsn: 0 }
  }
  return { ...(request.kind === 'read' ? read(request, lsn, options) : query(request, lsn, options)), lsn }
}
