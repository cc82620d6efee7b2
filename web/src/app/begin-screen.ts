import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '../api/client.ts'
import { meQuery, projectQuery } from '../api/queries.ts'
import { inBackground } from '../core/in-background.ts'
import type { Session } from '../session/session.ts'
import { loadLabelCode } from './load-label-screen.ts'
import { router } from './router.tsx'
import { screenAt } from './screen-at.ts'

interface Beginning {
  readonly queries: QueryClient
  readonly api: Api
  readonly session: Session
  readonly user: string
}

/** The label screen ends this itself, but a person may go elsewhere before it is shown. */
const untilLeft = (project: string, leave: () => Promise<void>): void => {
  const end = router.subscribe('onBeforeNavigate', ({ toLocation }) => {
    const to = screenAt(toLocation.pathname)
    if (to.isLabel && to.project === project) return
    end()
    inBackground(leave())
  })
}

/** Asks for what the screen of an address needs, all at once: the screen itself would ask for one after the other. */
export const beginScreen = (path: string, { queries, api, session, user }: Beginning): void => {
  inBackground(queries.prefetchQuery(meQuery(api)))
  const { project, isLabel } = screenAt(path)
  if (project === undefined) return
  inBackground(queries.prefetchQuery(projectQuery(api, project)))
  if (!isLabel) return
  const begin = async (): Promise<void> => {
    const { beginLabeling } = await loadLabelCode()
    untilLeft(project, beginLabeling({ user, project, api, session }))
  }
  inBackground(begin())
}
