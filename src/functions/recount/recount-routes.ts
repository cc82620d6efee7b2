import type { Deps } from '../../domain/ports/deps.ts'
import { recountProject } from '../../domain/recount/recount-project.ts'
import type { Route } from '../http/route.ts'
import { recountProjectRoute } from './recount-project.ts'

export const recountRoutes = (deps: Pick<Deps, 'store' | 'now' | 'newId'>): readonly Route[] => [
  recountProjectRoute(recountProject(deps)),
]
