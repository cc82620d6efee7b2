import type { LookupAddress, LookupOptions } from 'node:dns'
import { lookup } from 'node:dns/promises'
import { Agent as HttpsAgent } from 'node:https'
import { isIP, Socket } from 'node:net'
import type { LookupFunction } from 'node:net'
import { callbackify } from 'node:util'
import { allowAddresses } from './address-rules.ts'
import type { AllowsAddress } from './address-rules.ts'
import { pool } from './agents.ts'

/** All addresses of a host name. */
export type ResolveHost = (
  hostname: string,
  options: Pick<LookupOptions, 'family' | 'hints'>,
) => Promise<readonly LookupAddress[]>

export interface GuardedAgentOptions {
  /** CIDR; addresses in them may be connected to although they are not public. */
  readonly networks?: readonly string[] | undefined
  /** The operating system's resolver if not given. */
  readonly resolve?: ResolveHost | undefined
}

const resolveBySystem: ResolveHost = (hostname, options) => lookup(hostname, { ...options, all: true })

/** The code of the error of a connection that was not made. */
export const addressRefused = 'AddressRefused'

/** The SDK passes on no more than code and message, and tries again after some words: a host's name stays out of it. */
class AddressRefused extends Error {
  readonly code = addressRefused

  constructor() {
    super('Datastores may not be at this address')
  }
}

/** The addresses that were looked at are those that are connected to: a second answer has no say. */
const guardLookup = (resolve: ResolveHost, allows: AllowsAddress): LookupFunction => {
  const find = callbackify(async (hostname: string, { family, hints }: LookupOptions) => {
    const found = await resolve(hostname, { family, hints })
    if (!found.every(({ address }) => allows(address))) throw new AddressRefused()
    const [first] = found
    if (!first) throw Object.assign(new Error('The name has no address'), { code: 'ENOTFOUND' })
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

/** Node connects to an address without looking it up, so that is refused here. */
class GuardedAgent extends HttpsAgent {
  override createConnection(...[options, callback]: Parameters<HttpsAgent['createConnection']>) {
    const host = options.host?.replace(/^\[(.*)\]$/, '$1') ?? ''
    if (isIP(host) === 0) return super.createConnection(options, callback)
    callback?.(new AddressRefused(), new Socket())
    return undefined
  }
}

/**
 * How datastores are connected to: by https, by name, and only if every address of the name is allowed. It looks when it
 * connects; a connection that is kept and used again was looked at then.
 */
export const createGuardedAgent = ({
  networks = [],
  resolve = resolveBySystem,
}: GuardedAgentOptions): HttpsAgent =>
  new GuardedAgent({ ...pool, lookup: guardLookup(resolve, allowAddresses(networks)) })
