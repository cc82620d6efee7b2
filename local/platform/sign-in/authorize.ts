import { localClient } from '../issuer.ts'
import type { Grants } from './grants.ts'
import { loopbackUri } from './loopback-uri.ts'
import { choicePage, messagePage, pageHeaders } from './page.ts'
import { roleNames } from './people.ts'
import type { People, Person } from './people.ts'
import type { Reply } from './reply.ts'
import { redirect } from './reply.ts'
import { texts } from './texts.ts'
import type { Language } from './texts.ts'
import type { SignInTokens } from './tokens.ts'

export interface AuthorizeDeps {
  readonly people: People
  readonly grants: Grants
  readonly tokens: SignInTokens
  readonly now: () => number
  /** The header that remembers a person. */
  readonly remember: (person: string) => Promise<string>
  /** Of the pages. */
  readonly language: Language
}

/** The parameters of the page itself. */
const ownParameters: ReadonlySet<string> = new Set(['person', 'new_person', 'new_role'])

/** Too long for a person's name or a client's value. */
const maxParameter = 2000

const problemOf = (query: URLSearchParams): string | undefined => {
  if ([...query.values()].some((value) => value.length > maxParameter)) return 'A parameter is too long'
  if (query.get('response_type') !== 'code') return 'response_type must be code'
  if (query.get('code_challenge_method') !== 'S256') return 'code_challenge_method must be S256'
  if (!/^[\w-]{43}$/.test(query.get('code_challenge') ?? ''))
    return 'code_challenge must be the SHA-256 of the verifier in base64url'
  return undefined
}

/** The person that the request names, adds or that signed in before; undefined if somebody must be asked. */
const choose = async (
  query: URLSearchParams,
  remembered: string | undefined,
  { people }: AuthorizeDeps,
): Promise<Person | undefined> => {
  const added = query.get('new_person')
  const role = roleNames.find((name) => name === query.get('new_role'))
  if (added !== null && role !== undefined) return people.add(added, role)
  const named = people.find(query.get('person') ?? '')
  if (named) return named
  const prompt = query.get('prompt') ?? ''
  const isAsked = /\b(?:login|select_account|consent)\b/.test(prompt)
  const hint = query.get('login_hint')
  if (hint !== null && !isAsked) return people.find(hint)
  return isAsked || remembered === undefined ? undefined : people.find(remembered)
}

/** The person that a link of the app names: their first visit has their name filled in. */
const wantedOf = (query: URLSearchParams): string =>
  (query.get('person') ?? query.get('login_hint') ?? '').slice(0, 100)

/**
 * The authorization endpoint: leads back with a code if it knows who it is, otherwise asks. A client that is not known, or not on
 * this machine, is told nothing.
 * @param remembered The person of the cookie
 */
export const authorize = async (
  query: URLSearchParams,
  remembered: string | undefined,
  deps: AuthorizeDeps,
): Promise<Reply> => {
  const target = loopbackUri(query.get('redirect_uri'))
  if (!target || query.get('client_id') !== localClient)
    return {
      status: 400,
      headers: pageHeaders(),
      body: messagePage(deps.language, texts[deps.language].unknownApp(localClient)),
    }
  const state = query.get('state')
  const leadBack = (parameters: Readonly<Record<string, string>>, headers: Reply['headers'] = {}): Reply => {
    const url = new URL(target)
    for (const [name, value] of Object.entries({ ...parameters, ...(state === null ? {} : { state }) }))
      url.searchParams.set(name, value)
    return redirect(url.href, headers)
  }
  const problem = problemOf(query)
  if (problem !== undefined) return leadBack({ error: 'invalid_request', error_description: problem })
  const person = await choose(query, remembered, deps)
  if (!person) {
    if (query.get('prompt') === 'none') return leadBack({ error: 'login_required' })
    const request = new URLSearchParams([...query].filter(([name]) => !ownParameters.has(name)))
    return {
      status: 200,
      headers: pageHeaders(target.origin),
      body: choicePage(deps.language, deps.people.list(), request, wantedOf(query)),
    }
  }
  const code = deps.grants.open({
    person,
    signedInAt: deps.now(),
    nonce: query.get('nonce') ?? undefined,
    redirectUri: query.get('redirect_uri') ?? '',
    challenge: query.get('code_challenge') ?? '',
  })
  return leadBack({ code }, { 'set-cookie': await deps.remember(person.id) })
}
