import type { Deps } from '../../domain/ports/deps.ts'
import { getOperation } from '../../domain/operations/get-operation.ts'
import type { Route } from '../http/route.ts'
import { getOperationRoute } from './get-operation.ts'

export const operationRoutes = (deps: Pick<Deps, 'store'>): readonly Route[] => [
  getOperationRoute(getOperation(deps)),
]
