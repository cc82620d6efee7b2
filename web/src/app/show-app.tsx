import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProvider } from '../api/api-context.tsx'
import { createApi } from '../api/client.ts'
import { createQueries } from '../api/create-queries.ts'
import { keepQueries } from '../api/keep-queries.ts'
import { inBackground } from '../core/in-background.ts'
import { loadLocale, localeNow } from '../i18n/load-locale.ts'
import { LocaleProvider } from '../i18n/locale-provider.tsx'
import { applyTheme } from '../preferences/apply-theme.ts'
import { getPreferences, subscribePreferences } from '../preferences/preference-store.ts'
import { loadRefusalTitles } from '../refusals/refusal-title.ts'
import type { AppConfig } from '../session/app-config.ts'
import type { Session } from '../session/session.ts'
import { SessionProvider } from '../session/session-context.tsx'
import { keepShell } from '../shell/service-worker.ts'
import { beginScreen } from './begin-screen.ts'
import { router } from './router.tsx'

/** Milliseconds after which the files of the whole app may be kept: what the screen needs comes first. */
const later = 3_000

/** Shows the app to whom the session knows, or asks them to sign in. */
export const showApp = (session: Session, config: AppConfig): void => {
  subscribePreferences(() => {
    applyTheme(getPreferences())
    if (i18n.locale !== localeNow()) inBackground(loadLocale(localeNow()))
  })

  const queries = createQueries()
  const api = createApi(session)
  const signedIn = session.state()
  if ('person' in signedIn) {
    const { user } = signedIn.person
    keepQueries(queries, user)
    beginScreen(globalThis.location.pathname, { queries, api, session, user })
  }
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element with the id root')
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <LocaleProvider>
          <QueryClientProvider client={queries}>
            <SessionProvider value={{ session, config }}>
              <ApiProvider value={api}>
                <RouterProvider router={router} />
              </ApiProvider>
            </SessionProvider>
          </QueryClientProvider>
        </LocaleProvider>
      </I18nProvider>
    </StrictMode>,
  )
  setTimeout(keepShell, later)
  inBackground(loadRefusalTitles())
}
