import { BlockList, isIP, isIPv6 } from 'node:net'

/** What IANA keeps from the public internet, and the address under which Azure's own platform answers its machines. */
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

/** IPv6 addresses that stand for an IPv4 one: mapped, and of NAT64. */
const carriers = ['::ffff:', '64:ff9b::'] as const

/** Global unicast; everything else of IPv6 is loopback, local, multicast or not given out. */
const routedIPv6 = ['2000::/3', ...carriers.map((carrier) => `${carrier}0.0.0.0/96`)]

/** Protocol assignments with Teredo, documentation, 6to4. */
const specialIPv6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'] as const

const carried = (network: string): string[] => {
  const [address, prefix] = network.split('/')
  return carriers.map((carrier) => `${carrier}${address}/${96 + Number(prefix)}`)
}

const listOf = (networks: readonly string[]): BlockList => {
  const list = new BlockList()
  for (const network of networks) {
    const [address = '', prefix] = network.split('/')
    list.addSubnet(address, Number(prefix), isIPv6(address) ? 'ipv6' : 'ipv4')
  }
  return list
}

const routed = listOf(routedIPv6)
const special = listOf([...specialIPv4, ...specialIPv6, ...specialIPv4.flatMap(carried)])

/** Whether an IP address, as text, may be connected to. */
export type AllowsAddress = (address: string) => boolean

/** Public addresses, and those of `networks` (CIDR), which may be private. */
export const allowAddresses = (networks: readonly string[]): AllowsAddress => {
  const own = listOf(networks)
  return (address) => {
    const version = isIP(address)
    // With a zone it is an address of one link.
    if (version === 0 || address.includes('%')) return false
    const family = version === 4 ? 'ipv4' : 'ipv6'
    if (own.check(address, family)) return true
    return (version === 4 || routed.check(address, family)) && !special.check(address, family)
  }
}
