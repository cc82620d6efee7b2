import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import { isIP, Socket } from 'node:net'
import type { LookupFunction } from 'node:net'
import { callbackify } from 'node:util'
import { allowAddresses } from './address-rules.ts'
import type { AllowsAddress } from './address-rules.ts'

export type Agent = HttpAgent | HttpsAgent

/**
 * The connections to one account. A content holds its connection while it waits for room in memory, so contents have connections of
 * their own: listings, looks at files, exports and checks of health never wait for one.
 */
export interface Agents {
  readonly calls: Agent
  readonly contents: Agent
}

const pool = { keepAlive: true, maxFreeSockets: 64, timeout: 60_000 }
const callPool = { ...pool, maxSockets: 256 }
/** Without a bound of its own: the routes bound the contents, and one too many is refused instead of waiting. */
const contentPool = pool

const plainAgents = {
  http: { calls: new HttpAgent(callPool), contents: new HttpAgent(contentPool) },
  https: { calls: new HttpsAgent(callPool), contents: new HttpsAgent(contentPool) },
}

/** The agents for storage that the operator configures (export account, emulator): every address is allowed. */
export const operatorAgents = (url: string): Agents =>
  url.startsWith('https:') ? plainAgents.https : plainAgents.http

/** Resolves a host name to all of its addresses. */
export type ResolveHost = (
  hostname: string,
  options: Pick<LookupOptions, 'family' | 'hints'>,
) => Promise<readonly LookupAddress[]>

export interface GuardedAgentOptions {
  /** CIDR: allowed networks with addresses that are not public. */
  readonly networks?: readonly string[] | undefined
  /** Default: the resolver of the operating system. */
  readonly resolve?: ResolveHost | undefined
}

const resolveBySystem: ResolveHost = (hostname, options) => lookup(hostname, { ...options, all: true })

/** The error code of a refused connection. */
export const addressRefused = 'AddressRefused'

/** The SDK passes on only code and message, and retries on some words in the message, so the message has no host name. */
class AddressRefused extends Error {
  readonly code = addressRefused

  constructor() {
    super('Datastores may not be at this address')
  }
}

/** Connects to the checked addresses only: a second DNS answer has no effect. */
const guardLookup = (resolve: ResolveHost, allows: AllowsAddress): LookupFunction => {
  const find = callbackify(async (hostname: string, { family, hints }: LookupOptions) => {
    const found = await resolve(hostname, { family, hints })
    if (!found.every(({ address }) => allows(address))) throw new AddressRefused()
    const [first] = found
    if (!first) throw Object.assign(new Error('The host name has no address'), { code: 'ENOTFOUND' })
    return { first, all: [...found] }
  })
  return (hostname, options, callback) => {
    find(hostname, options, (error, found) => {
      if (error) callback(error, [])
      else if (options.all) callback(null, found.all)
      else callback(null, found.first.address, found.first.family)
    })
  }
}

/** Refuses IP addresses in URLs: Node connects to an IP address without a lookup. */
class GuardedAgent extends HttpsAgent {
  override createConnection(...[options, callback]: Parameters<HttpsAgent['createConnection']>) {
    const host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? ''
    if (isIP(host) === 0) return super.createConnection(options, callback)
    callback?.(new AddressRefused(), new Socket())
    return undefined
  }
}

/**
 * The agents for datastores: https only, host names only, and only if all addresses of the name are allowed. The check
 * happens at connect; a reused connection was checked then.
 */
export const createGuardedAgents = ({
  networks = [],
  resolve = resolveBySystem,
}: GuardedAgentOptions): Agents => {
  const lookupGuarded = guardLookup(resolve, allowAddresses(networks))
  return {
    calls: new GuardedAgent({ ...callPool, lookup: lookupGuarded }),
    contents: new GuardedAgent({ ...contentPool, lookup: lookupGuarded }),
  }
}
