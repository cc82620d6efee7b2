import { useCallback, useSyncExternalStore } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { useProject } from '../../api/queries.ts'
import { inBackground } from '../../core/in-background.ts'
import type { Desk, DeskState } from '../../outbox/desk.ts'
import { deskOf, findDesk, leaveDesk } from '../../outbox/desks.ts'
import { usePerson, useSession } from '../../session/session-context.tsx'
import { termsOf } from './begin-labeling.ts'

const asking: DeskState = { tab: 'Asking' }

interface UsedDesk extends DeskState {
  readonly desk: Desk | undefined
}

/** The desk of the project for as long as its label screen is shown. */
export const useDesk = (project: string): UsedDesk => {
  const api = useApi()
  const session = useSession()
  const { user } = usePerson()
  const { pageLease } = useProject(project)
  const subscribe = useCallback(
    (listener: () => void) => {
      const desk = deskOf({ user, project, api, session })
      desk.enter(termsOf(pageLease))
      const end = desk.subscribe(listener)
      return () => {
        end()
        inBackground(leaveDesk(user, project))
      }
    },
    [user, project, api, session, pageLease],
  )
  const state = useSyncExternalStore(subscribe, () => findDesk(user, project)?.state() ?? asking)
  return { desk: findDesk(user, project), ...state }
}
