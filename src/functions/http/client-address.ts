import { isIP } from 'node:net'

/** The address of a request of which no proxy says one. */
export const unknownAddress = 'unknown'

const withoutPort = (text: string): string => {
  const [, bracketed] = /^\[([^\]]{1,64})\](?::\d{1,5})?$/.exec(text) ?? []
  if (bracketed !== undefined) return bracketed
  return /^[\d.]{7,15}:\d{1,5}$/.test(text) ? text.slice(0, text.indexOf(':')) : text
}

/** @returns An IP address, or `unknown`; never other text of the caller. */
const addressFrom = (text: string): string => {
  const address = withoutPort(text.trim()).replace(/^::ffff:(?=\d{1,3}\.)/i, '')
  return isIP(address) === 0 ? unknownAddress : address.toLowerCase()
}

/**
 * The address that a request came from: the entry of `X-Forwarded-For` that the last trusted proxy wrote. Each proxy appends the
 * address that connected to it, so the caller chose everything further left.
 * @param proxies How many proxies stand before the service, the frontend of Azure among them
 */
export const clientAddressOf = (headers: Headers, proxies: number): string => {
  const entries = headers.get('x-forwarded-for')?.split(',') ?? []
  return addressFrom(entries.at(-proxies) ?? entries[0] ?? '')
}

const groupsOf = (text: string): readonly string[] => (text === '' ? [] : text.split(':'))

/** The key that requests are counted under: an IPv6 client has a whole /64 of addresses, so these are one. */
export const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address
  const [withoutZone = ''] = address.split('%', 1)
  const [head = '', tail] = withoutZone.split('::')
  const before = groupsOf(head)
  const after = groupsOf(tail ?? '')
  const missing = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  const groups = tail === undefined ? before : [...before, ...missing, ...after]
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')}::/64`
}
