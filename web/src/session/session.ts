/** The person who is signed in, as the token says. */
export interface Person {
  /** The object id, by which the API names people. */
  readonly user: string
  readonly name: string
}

export type SessionState =
  | { readonly status: 'Starting' }
  /** `onlyHere`: the issuer did not answer when the person signed out, and may still know them. */
  | { readonly status: 'SignedOut'; readonly onlyHere?: true }
  | { readonly status: 'SignedIn'; readonly person: Person }
  /** The person is known, and nothing can be sent before they sign in again or the network is back. */
  | { readonly status: 'Waiting'; readonly person: Person; readonly why: 'Offline' | 'Expired' }

/** Sign-in as the app sees it. Tokens stay inside. */
export interface Session {
  readonly state: () => SessionState
  readonly subscribe: (listener: () => void) => () => void
  /** The access token, renewed if it ends soon; undefined if there is none. */
  readonly token: () => Promise<string | undefined>
  /** The API has refused the token: the next one is a new one. Resolves to false if there is no new one. */
  readonly renew: () => Promise<boolean>
  /** Leaves the app for the sign-in page and comes back to `returnTo`. */
  readonly signIn: (returnTo: string, person?: string) => Promise<void>
  /** Ends the session also at the issuer; without a network on this device alone. */
  readonly signOut: () => Promise<void>
}
