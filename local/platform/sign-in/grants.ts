import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Person } from './people.ts'

/** What a person agreed to when they signed in: first known by a code, then by a refresh token. */
export interface Grant {
  readonly person: Person
  /** Milliseconds. */
  readonly signedInAt: number
  readonly nonce: string | undefined
  /** Of the code: the client sends the same, and what this is the hash of. */
  readonly redirectUri: string
  readonly challenge: string
}

type Stage = 'code' | 'refresh'

interface Held {
  readonly grant: Grant
  readonly stage: Stage
  readonly secret: string
  readonly endsAt: number
}

export interface Redeemed {
  readonly id: string
  readonly grant: Grant
  /** Another one at each use. */
  readonly refreshToken: string
}

export interface Grants {
  /** @returns A code, good once and for a minute */
  readonly open: (grant: Grant) => string
  /** Takes a code or a refresh token, once. One that was used already ends its grant: it was stolen, or its answer lost. */
  readonly redeem: (stage: Stage, token: string, accepts: (grant: Grant) => boolean) => Redeemed | undefined
  readonly end: (id: string) => void
}

const codeMs = 60_000
/** As long as a single-page app gets from Entra ID. */
const refreshMs = 24 * 3_600_000
const maxGrants = 10_000

const random = (): string => randomBytes(32).toString('base64url')
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
const isSame = (one: string, other: string): boolean => timingSafeEqual(digest(one), digest(other))

/** Grants are in memory: after a new start people are known by their cookie, and get a new one without a question. */
export const createGrants = (now: () => number): Grants => {
  const held = new Map<string, Held>()
  const hold = (id: string, stage: Stage, grant: Grant): string => {
    const secret = random()
    held.delete(id)
    held.set(id, { grant, stage, secret, endsAt: now() + (stage === 'code' ? codeMs : refreshMs) })
    for (const oldest of held.keys()) {
      if (held.size <= maxGrants) break
      held.delete(oldest)
    }
    return `${id}.${secret}`
  }
  return {
    open: (grant) => hold(random(), 'code', grant),
    redeem: (stage, token, accepts) => {
      const [id = '', secret = ''] = token.split('.')
      const found = held.get(id)
      if (!found) return undefined
      const isGood = found.stage === stage && isSame(found.secret, secret) && found.endsAt > now()
      if (!isGood || !accepts(found.grant)) {
        held.delete(id)
        return undefined
      }
      return { id, grant: found.grant, refreshToken: hold(id, 'refresh', found.grant) }
    },
    end: (id) => void held.delete(id),
  }
}
