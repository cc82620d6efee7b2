import { createContext, use, useSyncExternalStore } from 'react'
import type { AppConfig } from './app-config.ts'
import type { Person, Session, SessionState } from './session.ts'

interface SessionContextValue {
  readonly session: Session
  readonly config: AppConfig
}

const SessionContext = createContext<SessionContextValue | undefined>(undefined)
export const SessionProvider = SessionContext.Provider

const useSessionContext = (): SessionContextValue => {
  const value = use(SessionContext)
  if (!value) throw new Error('There is no session above this component')
  return value
}

export const useSession = (): Session => useSessionContext().session
export const useAppConfig = (): AppConfig => useSessionContext().config

export const useSessionState = (): SessionState => {
  const session = useSession()
  return useSyncExternalStore(session.subscribe, session.state)
}

/** The person of a screen that only signed-in people see. */
export const usePerson = (): Person => {
  const state = useSessionState()
  if (state.status === 'SignedIn' || state.status === 'Waiting') return state.person
  throw new Error('Nobody is signed in')
}
