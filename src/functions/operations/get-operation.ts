import { z } from 'zod'
import { operationId } from '../../domain/core/ids.ts'
import type { GetOperation } from '../../domain/operations/get-operation.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { followHeaders, operationBody, toOperation } from './operation-schemas.ts'

export const getOperationRoute = (getOperation: GetOperation) =>
  defineRoute(
    {
      operation: 'getOperation',
      method: 'GET',
      path: '/operations/{operation}',
      summary: 'Returns the status of a long-running operation',
      description:
        'The header `Operation-Location` refers to this route. While the operation runs, read it again after `Retry-After` seconds. Admins and the reviewers of its project can read an operation for 30 days after its end.',
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
        ...(operation.open ? { headers: followHeaders } : {}),
        body: toOperation(operation),
      }),
    },
  )
