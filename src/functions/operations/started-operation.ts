import type { Caller } from '../../domain/core/caller.ts'
import type { OperationDocument } from '../../domain/model/operations/operation.ts'
import type { GetOperation } from '../../domain/operations/get-operation.ts'
import type { PresentContext } from '../http/present-context.ts'
import { operationBody, operationHeaders, toOperation } from './operation-schemas.ts'

/** The success of a route that starts long work and returns its operation. */
export const startedResponses = (description: string) =>
  ({
    202: { description, body: operationBody, headers: ['Operation-Location', 'Retry-After'] },
  }) as const

export const startedReply = (operation: OperationDocument, url: PresentContext['url']) => ({
  status: 202 as const,
  headers: operationHeaders(url, operation.id),
  body: toOperation(operation),
})

/** The response of such a route. A repeated request reads the operation again. */
export const startedOperation = (getOperation: GetOperation) => ({
  recorded: {
    keep: ({ id }: OperationDocument) => id,
    replay: (kept: string, { caller }: { readonly caller: Caller }) => getOperation(caller, kept),
  },
  present: (operation: OperationDocument, { url }: PresentContext) => startedReply(operation, url),
})
