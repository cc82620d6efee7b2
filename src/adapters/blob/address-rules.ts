import { BlockList, isIP, isIPv6 } from 'node:net'

/** The IANA special-purpose networks, and the platform address of Azure virtual machines. */
const specialIPv4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const

/** Prefixes of IPv6 addresses with an embedded IPv4 address: IPv4-mapped and NAT64. */
const embeddingPrefixes = ['::ffff:', '64:ff9b::'] as const

/** Global unicast. All other IPv6 addresses are loopback, local, multicast or unassigned. */
const routedIPv6 = ['2000::/3', ...embeddingPrefixes.map((prefix) => `${prefix}0.0.0.0/96`)]

/** Protocol assignments (including Teredo), documentation, 6to4. */
const specialIPv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const

const embedInIPv6 = (network: string): string[] => {
  const [address, length] = network.split('/')
  return embeddingPrefixes.map((prefix) => `${prefix}${address}/${96 + Number(length)}`)
}

const createBlockList = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return list
}

const routed = createBlockList(routedIPv6)
const special = createBlockList([...specialIPv4, ...specialIPv6, ...specialIPv4.flatMap(embedInIPv6)])

/** True if the service may connect to this IP address. */
export type AllowsAddress = (address: string) => boolean

/** Allows public addresses, and the addresses of `networks` (CIDR), which can be private. */
export const allowAddresses = (networks: readonly string[]): AllowsAddress => {
  const allowed = createBlockList(networks)
  return (address) => {
    const version = isIP(address)
    // An address with a zone is link-local.
    if (version === 0 || address.includes('%')) return false
    const family = version === 4 ? 'ipv4' : 'ipv6'
    if (allowed.check(address, family)) return true
    return (version === 4 || routed.check(address, family)) && !special.check(address, family)
  }
}
