import type { Deps } from '../../domain/ports/deps.ts'
import { startRefresh } from '../../domain/refresh/refresh-project.ts'
import type { Route } from '../http/route.ts'
import { refreshProjectRoute } from './refresh-project.ts'

export const refreshRoutes = (deps: Pick<Deps, 'store' | 'now' | 'newId'>): readonly Route[] => [
  refreshProjectRoute(startRefresh(deps)),
]
