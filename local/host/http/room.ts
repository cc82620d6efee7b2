import { createSeldomLog } from './seldom-log.ts'
import type { Log } from '../log.ts'

/**
 * Takes room for bytes, and returns what gives it back. Undefined if they never fit.
 * @param cut Ends the request or response that holds them; the room is given back before
 */
export type TakeRoom = (client: string, bytes: number, cut: () => void) => (() => void) | undefined

interface Holding {
  readonly bytes: number
  readonly cut: () => void
}
interface Holder {
  bytes: number
  /** The oldest first. */
  readonly holdings: Set<Holding>
}

interface RoomOptions {
  readonly limit: number
  /** What holds the room, for the log: `responses that clients have not taken`. */
  readonly what: string
  readonly log: Log
}

/**
 * Bounds the bytes that clients make this process hold. In a full room the client that holds the most loses what it has held the
 * longest, so that one who fills it ends its own connections, and whoever needs little always gets it.
 */
export const createRoom = ({ limit, what, log }: RoomOptions): TakeRoom => {
  const holders = new Map<string, Holder>()
  let all = 0
  const note = createSeldomLog(log)

  const giveBack = (client: string, holding: Holding): void => {
    const holder = holders.get(client)
    if (!holder?.holdings.delete(holding)) return
    all -= holding.bytes
    holder.bytes -= holding.bytes
    if (holder.holdings.size === 0) holders.delete(client)
  }

  /** @param newcomer Its new bytes count as if it held them, so that it makes room for itself first. */
  const cutOne = (newcomer: string, bytes: number): void => {
    const weightOf = ([client, holder]: readonly [string, Holder]): number =>
      holder.bytes + (client === newcomer ? bytes : 0)
    const [most] = [...holders].toSorted((a, b) => weightOf(b) - weightOf(a))
    const [client, holder] = most ?? []
    const [oldest] = holder?.holdings ?? []
    if (client === undefined || oldest === undefined) return
    giveBack(client, oldest)
    note((count) => `The room for ${what} was full (${limit} bytes): ${count} of them were cut`)
    oldest.cut()
  }

  const isFree = (bytes: number): boolean => all + bytes <= limit

  return (client, bytes, cut) => {
    if (bytes > limit) return undefined
    while (!isFree(bytes)) cutOne(client, bytes)
    const holding: Holding = { bytes, cut }
    const holder = holders.get(client) ?? { bytes: 0, holdings: new Set() }
    holders.set(client, holder)
    holder.holdings.add(holding)
    holder.bytes += bytes
    all += bytes
    return () => giveBack(client, holding)
  }
}
