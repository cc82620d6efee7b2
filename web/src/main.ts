import { loadLabelScreen } from './app/load-label-screen.ts'
import { screenAt } from './app/screen-at.ts'
import { tabStore } from './core/browser-store.ts'
import { inBackground } from './core/in-background.ts'
import { mendLanguage } from './i18n/languages.ts'
import { loadLocale, localeNow } from './i18n/load-locale.ts'
import { applyTheme } from './preferences/apply-theme.ts'
import { getPreferences } from './preferences/preference-store.ts'
import { readSignInConfig, takeTrip } from './session/app-config.ts'
import { startOidcSession } from './session/oidc-session.ts'
import { tidyPath } from './session/tidy-path.ts'
import { hasRefreshToken } from './session/token-store.ts'
import { wayIn } from './session/way-in.ts'
import './styles/tokens.css'
import './styles/base.css'
import './styles/shell.css'

/** The service knows no such address, but its worker shows the app at each while it does not answer. */
const tidyAddress = ({ pathname, search, hash }: Location): void => {
  const tidy = tidyPath(pathname)
  if (tidy !== pathname) globalThis.history.replaceState(undefined, '', `${tidy}${search}${hash}`)
}

const loadApp = async () => {
  const [{ showApp }] = await Promise.all([import('./app/show-app.tsx'), loadLocale(localeNow())])
  return showApp
}

/**
 * Each page begins with this, so it is small: one that leaves for the issuer runs nothing else, and the others load the app while
 * they sign in.
 */
const start = async (): Promise<void> => {
  mendLanguage(navigator)
  applyTheme(getPreferences())
  tidyAddress(globalThis.location)
  const way = wayIn(globalThis.location, hasRefreshToken(tabStore))
  const trip = way.kind === 'Back' ? takeTrip() : undefined
  const app = way.kind === 'Leave' ? undefined : loadApp()
  if (app && screenAt(trip?.to ?? way.to).isLabel) inBackground(loadLabelScreen())
  const config = trip?.config ?? (await readSignInConfig())
  const { session, returnTo } = await startOidcSession(config, way)
  if (returnTo !== undefined) globalThis.history.replaceState(undefined, '', returnTo)
  const showApp = await (app ?? loadApp())
  showApp(session, config)
}

// The app imports what it shares with this module, which must have ended by then.
inBackground(start())
