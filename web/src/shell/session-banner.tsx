import { Trans } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { inBackground } from '../core/in-background.ts'
import { useSession, useSessionState } from '../session/session-context.tsx'

/** Says that nothing can be sent now, and that the work on this device stays. */
export const SessionBanner = () => {
  const session = useSession()
  const state = useSessionState()
  if (state.status !== 'Waiting') return null
  const here = globalThis.location.pathname + globalThis.location.search
  return (
    <aside className="banner" role="status">
      {state.why === 'Offline' ? (
        <Trans>No connection. Your answers stay on this device and are sent later.</Trans>
      ) : (
        <>
          <Trans>Your sign-in has ended. Your answers stay on this device until you sign in again.</Trans>{' '}
          <Button onPress={() => inBackground(session.signIn(here))}>
            <Trans>Sign in</Trans>
          </Button>
        </>
      )}
    </aside>
  )
}
