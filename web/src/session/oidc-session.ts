import { ErrorResponse, UserManager, type SigninRedirectArgs, type User } from 'oidc-client-ts'
import { deviceStore, tabStore } from '../core/browser-store.ts'
import { isRecord } from '../core/is-record.ts'
import { languageOf } from '../i18n/languages.ts'
import { localeNow } from '../i18n/load-locale.ts'
import { canEndSession, keepTrip, type AppConfig } from './app-config.ts'
import type { Person, Session, SessionState } from './session.ts'
import { createStateStore, createTokenStore } from './token-store.ts'
import type { WayIn } from './way-in.ts'

const lastPerson = 'etiquette.person'
/** The person signed out here while the issuer did not answer: it must ask who comes, as it may still know them. */
const leftOpen = 'etiquette.left-open'
/** A token that ends within this time is renewed before it is used, in seconds. */
const soon = 30

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined

/** Entra ID names a person by `oid`; other issuers by `sub`. */
const personOf = ({ profile }: User): Person => {
  const user = text(profile['oid']) ?? profile.sub
  return { user, name: text(profile.name) ?? text(profile.preferred_username) ?? user }
}

/** Who is not kept must not find another one in their place. */
const keepPerson = (person: Person): void => {
  if (!deviceStore.write(lastPerson, JSON.stringify(person))) deviceStore.remove(lastPerson)
}

const readPerson = (): Person | undefined => {
  const person = deviceStore.readJson(lastPerson)
  if (!isRecord(person)) return undefined
  const [user, name] = [text(person['user']), text(person['name'])]
  return user === undefined || name === undefined ? undefined : { user, name }
}

/** The issuer has answered and refuses: another attempt would bring the same. */
const isRefusal = (error: unknown): boolean => error instanceof ErrorResponse

const here = (): string => {
  const { pathname, search, hash } = globalThis.location
  return pathname + search + hash
}

interface Started {
  readonly session: Session
  /** Where the app goes on after a sign-in; undefined if it stays where it is. */
  readonly returnTo: string | undefined
}

/**
 * Sign-in by authorization code and PKCE at the issuer of the service, by the same code for the local issuer and Entra ID.
 * Tries first to come in without a question: by the tab's refresh token, then by the issuer's own session.
 */
export const startOidcSession = async (config: AppConfig, way: WayIn): Promise<Started> => {
  const { origin } = globalThis.location
  const manager = new UserManager({
    authority: config.authority,
    ...(config.metadata ? { metadata: config.metadata } : {}),
    client_id: config.clientId,
    redirect_uri: `${origin}/signed-in`,
    post_logout_redirect_uri: `${origin}/signed-out`,
    response_type: 'code',
    scope: `openid profile offline_access ${config.scope}`,
    userStore: createTokenStore(tabStore),
    stateStore: createStateStore(),
    automaticSilentRenew: false,
    monitorSession: false,
    loadUserInfo: false,
  })

  let state: SessionState = { status: 'Starting' }
  const listeners = new Set<() => void>()
  /** After a sign-out that stays on this page nothing that was under way brings the person back. */
  let hasEnded = false
  const enter = (next: SessionState): void => {
    if (hasEnded) return
    state = next
    if (next.status === 'SignedIn') keepPerson(next.person)
    for (const listener of listeners) listener()
  }

  /** The page began without a network: the issuer was not asked yet whether it knows the person. */
  let isUnasked = false
  let renewal: Promise<User | undefined> | undefined
  /** One renewal for all calls that wait for it. Undefined: there is no token now, and the state says why. */
  const renewOnce = (): Promise<User | undefined> => {
    const run = async (): Promise<User | undefined> => {
      if (hasEnded) return undefined
      const former = await manager.getUser()
      const person = former ? personOf(former) : readPerson()
      try {
        if (isUnasked) return await ask(here())
        const user = former?.refresh_token === undefined ? undefined : await manager.signinSilent()
        if (hasEnded) {
          await manager.removeUser()
          return undefined
        }
        if (user) {
          enter({ status: 'SignedIn', person: personOf(user) })
          return user
        }
        enter(person ? { status: 'Waiting', person, why: 'Expired' } : { status: 'SignedOut' })
      } catch (error) {
        if (!person) enter({ status: 'SignedOut' })
        else enter({ status: 'Waiting', person, why: isRefusal(error) ? 'Expired' : 'Offline' })
      }
      return undefined
    }
    renewal ??= run().finally(() => {
      renewal = undefined
    })
    return renewal
  }

  /** To the issuer, which leads back to `to`. */
  const leave = async (to: string, how: Pick<SigninRedirectArgs, 'login_hint' | 'prompt'>): Promise<void> => {
    // A redirect that fails stops all that the page loads, so the issuer is asked before.
    await manager.metadataService.getMetadata()
    keepTrip({ config, to })
    const isLeftOpen = deviceStore.read(leftOpen) !== null
    // A choice in the app holds for the page of the issuer, too.
    await manager.signinRedirect({
      state: to,
      ui_locales: languageOf(localeNow()),
      ...how,
      ...(isLeftOpen ? { prompt: 'login' } : {}),
    })
  }

  /** By the issuer's own session, without a question; the browser leaves, and nothing after this is seen. @throws without a network */
  const ask = async (to: string, hint?: string): Promise<never> => {
    isUnasked = true
    await leave(to, hint === undefined ? { prompt: 'none' } : { login_hint: hint })
    return new Promise<never>(() => {})
  }

  const session: Session = {
    state: () => state,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    token: async () => {
      const user = await manager.getUser()
      const valid = user && user.access_token !== '' && (user.expires_in ?? 0) > soon
      return (valid ? user : await renewOnce())?.access_token
    },
    renew: async () => (await renewOnce()) !== undefined,
    signIn: (returnTo, person) => leave(returnTo, person === undefined ? {} : { login_hint: person }),
    signOut: async () => {
      deviceStore.remove(lastPerson)
      // A redirect that fails stops all that the page loads, and shows a page of the browser.
      if (await canEndSession(config)) return manager.signoutRedirect()
      deviceStore.write(leftOpen, 'true')
      enter(signedOutHere)
      hasEnded = true
      await manager.removeUser()
    },
  }

  return { session, returnTo: await enterApp({ manager, session, enter, renewOnce, ask }, way) }
}

const signedOutHere: SessionState = { status: 'SignedOut', onlyHere: true }

interface Entering {
  readonly manager: UserManager
  readonly session: Session
  readonly enter: (state: SessionState) => void
  readonly renewOnce: () => Promise<User | undefined>
  readonly ask: (to: string, hint?: string) => Promise<never>
}

const stateOf = (error: unknown): string =>
  (error instanceof ErrorResponse ? text(error.state) : undefined) ?? '/'

/** Decides the first state. Does not return if it leaves for the issuer. */
const enterApp = async (
  { manager, session, enter, renewOnce, ask }: Entering,
  way: WayIn,
): Promise<string | undefined> => {
  if (way.kind === 'Back') {
    try {
      const user = await manager.signinRedirectCallback()
      deviceStore.remove(leftOpen)
      enter({ status: 'SignedIn', person: personOf(user) })
      return text(user.state) ?? '/'
    } catch (error) {
      enter({ status: 'SignedOut' })
      return stateOf(error)
    }
  }
  if (way.kind === 'SignedOut') {
    await manager.removeUser()
    enter({ status: 'SignedOut' })
    return undefined
  }
  if (way.kind === 'Renew') {
    if (await renewOnce()) return undefined
    const state = session.state()
    if (state.status === 'Waiting' && state.why === 'Offline') return undefined
    // The refresh token has ended. The issuer may still know the person.
    await manager.removeUser()
  }
  if (deviceStore.read(leftOpen) !== null) {
    enter(signedOutHere)
    return undefined
  }
  try {
    return await ask(way.to, way.hint)
  } catch {
    const person = readPerson()
    enter(person ? { status: 'Waiting', person, why: 'Offline' } : { status: 'SignedOut' })
    return undefined
  }
}
