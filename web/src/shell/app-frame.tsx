import { Trans, useLingui } from '@lingui/react/macro'
import { Link, Outlet } from '@tanstack/react-router'
import { Suspense, type ReactNode } from 'react'
import { isAdmin, useMe } from '../api/queries.ts'
import { useSessionState } from '../session/session-context.tsx'
import { KeysDialog } from './keys-dialog.tsx'
import { Leftovers } from './leftovers.tsx'
import { Pending } from './pending.tsx'
import { PersonMenu } from './person-menu.tsx'
import { SessionBanner } from './session-banner.tsx'
import { SignInScreen } from './sign-in-screen.tsx'
import { Messages } from './messages.tsx'
import { useScreenFocus } from './use-screen-focus.ts'

const MainLinks = () => {
  const me = useMe()
  return (
    <>
      <Link to="/" activeOptions={{ exact: true }}>
        <Trans>Projects</Trans>
      </Link>
      {isAdmin(me) && (
        <>
          <Link to="/data">
            <Trans>Data</Trans>
          </Link>
          <Link to="/activity">
            <Trans>Activity</Trans>
          </Link>
        </>
      )}
    </>
  )
}

/** The frame around every screen: the links, the person, the messages. */
export const AppFrame = (): ReactNode => {
  const { t } = useLingui()
  const { status } = useSessionState()
  useScreenFocus()
  if (status === 'Starting') return <Pending />
  if (status === 'SignedOut') return <SignInScreen />
  return (
    <>
      <a className="skip-link" href="#main">
        <Trans>Go to the content</Trans>
      </a>
      <header className="app-header">
        <Link to="/" className="brand" aria-label={t`Etiquette, to the projects`}>
          <img src="/icon.svg" alt="" width="28" height="28" />
          <span>Etiquette</span>
        </Link>
        <nav aria-label={t`Main`} className="main-links">
          <Suspense>
            <MainLinks />
          </Suspense>
        </nav>
        <KeysDialog />
        <PersonMenu />
      </header>
      <SessionBanner />
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
      <Messages />
      <Leftovers />
    </>
  )
}
