import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { lowerCaseList } from './split-list.ts'

const cidr = /^([0-9a-f:.]+)\/(\d{1,3})$/

const parse = (text: string) => {
  const [, address = '', prefix] = cidr.exec(text) ?? []
  const version = isIP(address)
  const length = Number(prefix)
  if (version === 0 || length > (version === 4 ? 32 : 128)) return undefined
  return { address, length, family: version === 4 ? ('ipv4' as const) : ('ipv6' as const) }
}

/** The networks of private endpoints: without loopback and link-local addresses, where the machine and its cloud respond. */
const privateNetworks = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10', 'fc00::/7'].map(
  (text) => {
    const network = parse(text)
    if (!network) throw new Error(`${text} is not a network`)
    const list = new BlockList()
    list.addSubnet(network.address, network.length, network.family)
    return { ...network, list }
  },
)

const isPrivateNetwork = (text: string): boolean => {
  const network = parse(text)
  if (!network) return false
  const { address, length, family } = network
  return privateNetworks.some(
    (outer) => outer.family === family && length >= outer.length && outer.list.check(address, family),
  )
}

/** A comma-separated list of private networks in CIDR. */
export const networks = lowerCaseList.pipe(
  z.array(
    z
      .string()
      .refine(
        isPrivateNetwork,
        'must be a private network such as 10.0.1.0/24 or fd00:1::/64: the subnet of a private endpoint',
      ),
  ),
)
