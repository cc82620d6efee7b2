import { z } from 'zod'
import { operationId } from '../../domain/core/ids.ts'
import type { GetOperation } from '../../domain/operations/get-operation.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { operationBody, toOperation } from './operation-schemas.ts'

export const getOperationRoute = (getOperation: GetOperation) =>
  defineRoute(
    {
      operation: 'getOperation',
      method: 'GET',
      path: '/operations/{operation}',
      summary: 'How far long work is',
      description:
        'The `Operation-Location` of an answer leads here. While it runs, ask again after `Retry-After` seconds. It can be read for 30 days after it has ended, by administrators and the reviewers of its project.',
      tag: 'Operations',
      access: permissions.getOperation,
      params: z.object({ operation: operationId }),
      responses: { 200: { description: 'The operation', body: operationBody, headers: ['Retry-After'] } },
      errors: ['OperationNotFound'],
    },
    {
      run: ({ caller, params }) => getOperation(caller, params.operation),
      present: (operation) => ({
        status: 200,
        ...(operation.open ? { headers: { 'Retry-After': '1' } } : {}),
        body: toOperation(operation),
      }),
    },
  )
