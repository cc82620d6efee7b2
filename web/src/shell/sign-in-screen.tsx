import { Trans } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { inBackground } from '../core/in-background.ts'
import { useAppConfig, useSession, useSessionState } from '../session/session-context.tsx'

const returnTo = (): string => {
  const { pathname, search } = globalThis.location
  return pathname === '/signed-out' || pathname === '/signed-in' ? '/' : pathname + search
}

export const SignInScreen = () => {
  const session = useSession()
  const { local } = useAppConfig()
  const state = useSessionState()
  return (
    <main className="sign-in">
      <img src="/icon.svg" alt="" width="64" height="64" />
      <h1>Etiquette</h1>
      <p>
        <Trans>Teams label images, review and export.</Trans>
      </p>
      {'onlyHere' in state && (
        <p className="notice" role="status">
          <Trans>
            You are signed out on this device. The sign-in page did not answer, so it asks again who you are.
            Answers that are not sent yet stay on this device until you sign in.
          </Trans>
        </p>
      )}
      <Button className="primary" onPress={() => inBackground(session.signIn(returnTo()))}>
        <Trans>Sign in</Trans>
      </Button>
      {local && (
        <p className="quiet">
          <Trans>This service runs on your machine: choose one of its people, without a password.</Trans>
        </p>
      )}
    </main>
  )
}
