import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { ListOperations } from '../../domain/operations/list-operations.ts'
import { listOf, pageQuery, toList } from '../http/list.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { operationBody, operationStatus, toOperation, workKind } from './operation-schemas.ts'

export const listOperationsRoute = (listOperations: ListOperations) =>
  defineRoute(
    {
      operation: 'listOperations',
      method: 'GET',
      path: '/operations',
      summary: 'Lists long-running operations, newest first',
      description:
        'Admins get all operations, other callers those of projects that they review. An operation can be read for 30 days after its end.',
      tag: 'Operations',
      access: permissions.listOperations,
      query: z.strictObject({
        ...pageQuery,
        project: projectName.optional().meta({ description: 'Only operations of projects of this name' }),
        status: operationStatus.optional().meta({ description: 'Only operations with this status' }),
        work: workKind.optional().meta({ description: 'Only this kind of work' }),
      }),
      responses: {
        200: { description: 'One list page of operations', body: listOf(operationBody, 'OperationList') },
      },
      errors: ['InvalidContinuation'],
    },
    {
      run: ({ caller, query }) => {
        const { maxpagesize: pageSize, continuation, ...filter } = query
        return listOperations(caller, { filter, pageSize, continuation })
      },
      present: (page, context) => ({ status: 200, body: toList(page, context, toOperation) }),
    },
  )
