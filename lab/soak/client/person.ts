import { randomUUID } from 'node:crypto'
import { mintToken, type Role } from '../../../local/platform/issuer.ts'
import type { Action, End, Invoke } from '../history/record.ts'
import type { Random } from '../random.ts'
import type { World } from '../world.ts'
import { sendUntilKnown, type Reply, type Request } from './send.ts'

type Call = Omit<Invoke, 'event' | 'at' | 'call'>
type Told = Pick<End, 'granted' | 'accepted'>

export interface Person {
  readonly user: string
  readonly random: Random
  /** Sends until the outcome is known; undefined if it never was. */
  readonly send: (
    operation: string,
    method: string,
    path: string,
    request?: Request,
  ) => Promise<Reply | undefined>
  /**
   * The same, and both ends of it in the history.
   * @param read What a success says that the checker needs to know.
   */
  readonly record: (
    call: Omit<Call, 'user'>,
    method: string,
    path: string,
    request: Request,
    read?: (body: unknown) => Told,
  ) => Promise<Reply | undefined>
  /** A key for a new request, or none: half of the callers' requests have one. */
  readonly key: () => string | undefined
}

const patience = 10_000
/** Answers that a bad network loses: the caller hangs up before they can come. */
const hangUpAfter = [1, 25] as const

/**
 * A refusal tells that nothing was done only if nothing of it was sent before without an answer: what was sent may have
 * been done, or may still be.
 */
const outcomeOf = (reply: Reply | undefined): End['event'] => {
  if (!reply) return 'unknown'
  if (reply.code === undefined) return 'ok'
  return reply.lost > 0 ? 'unknown' : 'refused'
}

/** A link names the instance that gave it; any other one knows what it leads to. */
const pathOf = (link: string): string =>
  link.startsWith('http') ? link.replace(/^.*?\/api(?=\/)/, '') : link

/** Longer than any clock is behind. */
const validBefore = 3

/** @param badNetwork The share of sendings whose answer is lost on purpose. */
export const createPerson = async (
  world: World,
  user: string,
  role: Role,
  badNetwork = 0,
): Promise<Person> => {
  const token = await mintToken(world.dataDir, user, [role], { hoursBefore: validBefore })
  const random = world.random.fork(user)
  const send: Person['send'] = (operation, method, path, request = {}) =>
    sendUntilKnown({
      method,
      url: () => `${world.apiFor(operation)}${pathOf(path)}`,
      token,
      request,
      patience: (attempt) =>
        attempt < 3 && random.chance(badNetwork) ? random.between(...hangUpAfter) : patience,
      over: world.isOver,
      onAttempt: (attempt) => world.meter.attempt(operation, attempt),
    })
  return {
    user,
    random,
    send,
    record: async (call, method, path, request, read = () => ({})) => {
      const number = world.history.invoke({ ...call, user })
      const reply = await send(call.action satisfies Action, method, path, request)
      const event = outcomeOf(reply)
      world.history.end({
        event,
        call: number,
        lost: reply?.lost ?? 1,
        code: reply?.code,
        ...(event === 'ok' ? read(reply?.body) : {}),
      })
      world.tally(call.action, event)
      return reply
    },
    key: () => (random.chance(0.5) ? randomUUID() : undefined),
  }
}
