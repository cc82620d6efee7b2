import { i18n } from '@lingui/core'
import { I18nProvider } from '@lingui/react'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { ApiProvider } from './api/api-context.tsx'
import { createApi } from './api/client.ts'
import { keepQueries } from './api/keep-queries.ts'
import { mayPass } from './api/problem.ts'
import { router } from './app/router.tsx'
import { inBackground } from './core/in-background.ts'
import { chooseLanguage, mendLanguage } from './i18n/languages.ts'
import { loadLocale } from './i18n/load-locale.ts'
import { LocaleProvider } from './i18n/locale-provider.tsx'
import { applyTheme } from './preferences/apply-theme.ts'
import { getPreferences, subscribePreferences } from './preferences/preference-store.ts'
import { loadRefusalTitles } from './refusals/refusal-title.ts'
import { readAppConfig } from './session/app-config.ts'
import { startOidcSession } from './session/oidc-session.ts'
import { SessionProvider } from './session/session-context.tsx'
import { keepShell } from './shell/service-worker.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'

const localeNow = () => getPreferences().locale ?? chooseLanguage(navigator.languages)

const start = async (): Promise<void> => {
  mendLanguage(navigator)
  applyTheme(getPreferences())
  await loadLocale(localeNow())
  const config = await readAppConfig()
  const { session, returnTo } = await startOidcSession(config)
  if (returnTo !== undefined) globalThis.history.replaceState(undefined, '', returnTo)
  subscribePreferences(() => {
    applyTheme(getPreferences())
    if (i18n.locale !== localeNow()) inBackground(loadLocale(localeNow()))
  })

  const queries = new QueryClient({
    defaultOptions: {
      queries: { staleTime: 10_000, retry: (count, error) => count < 3 && mayPass(error) },
    },
  })
  const signedIn = session.state()
  if ('person' in signedIn) keepQueries(queries, signedIn.person.user)
  const root = document.getElementById('root')
  if (!root) throw new Error('index.html has no element with the id root')
  createRoot(root).render(
    <StrictMode>
      <I18nProvider i18n={i18n}>
        <LocaleProvider>
          <QueryClientProvider client={queries}>
            <SessionProvider value={{ session, config }}>
              <ApiProvider value={createApi(session)}>
                <RouterProvider router={router} />
              </ApiProvider>
            </SessionProvider>
          </QueryClientProvider>
        </LocaleProvider>
      </I18nProvider>
    </StrictMode>,
  )
}

await start()
keepShell()
inBackground(loadRefusalTitles())
