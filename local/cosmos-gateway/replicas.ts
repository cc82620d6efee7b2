/** A partition has four replicas. The first is the primary: it takes the writes, and is never behind. */
const replicas = [0, 1, 2, 3] as const
const primary = 0

export interface Lag {
  /** Milliseconds by which a replica (1 to 3) is behind at this moment. */
  readonly behind: (replica: number) => number
  /**
   * What becomes of a read whose session is newer than the replica that it meets: another replica answers (the default), or
   * the client has to try again (404/1002), as where no replica of the region is far enough.
   */
  readonly whenBehind?: 'ask another' | 'refuse'
}

/** Each read meets a replica that is up to so many milliseconds behind. */
export const uniformLag = (most: number, random: () => number): Lag => ({ behind: () => random() * most })

/** One of the four replicas is so many milliseconds behind. */
export const oneBehind = (ms: number): Lag => ({
  behind: (replica) => (replica === replicas.length - 1 ? ms : 0),
})

export const noLag: Lag = { behind: () => 0 }

export interface Replicas {
  /** Notes a write. */
  readonly wrote: (lsn: number) => void
  /** The number of the last write that the replica shows which answers; undefined if the read is refused. */
  readonly answering: (session: number) => number | undefined
  /** No replica shows an earlier state than the one after this write, now or later. */
  readonly floor: () => number
  /** All replicas but the primary stay as they are now, and reads ask them first. */
  readonly freeze: () => void
  readonly release: () => void
}

/** The replicas of one physical partition. A replica never goes back. */
export const createReplicas = (now: () => number, { behind, whenBehind }: Lag): Replicas => {
  const applied = new Map<number, number>(replicas.map((replica) => [replica, 0]))
  let writes: readonly { readonly lsn: number; readonly at: number }[] = []
  let newest = 0
  let turn = 0
  let frozen = false

  const shown = (replica: number): number => {
    const known = applied.get(replica) ?? 0
    const late = replica === primary ? 0 : behind(replica)
    if (replica !== primary && frozen) return known
    const reached = late <= 0 ? newest : (writes.findLast(({ at }) => at <= now() - late)?.lsn ?? 0)
    applied.set(replica, Math.max(known, reached))
    return Math.max(known, reached)
  }
  const floor = (): number => Math.min(...replicas.map(shown))

  return {
    wrote: (lsn) => {
      newest = lsn
      writes = [...writes, { lsn, at: now() }]
      const least = floor()
      writes = writes.filter((write) => write.lsn >= least)
    },
    answering: (session) => {
      turn += 1
      const order = replicas.map((_, index) => (turn + index) % replicas.length)
      const asked = frozen ? [...order.filter((replica) => replica !== primary), primary] : order
      const [first = 0, ...others] = asked.map(shown)
      if (first >= session) return first
      return whenBehind === 'refuse' ? undefined : others.find((lsn) => lsn >= session)
    },
    floor,
    freeze: () => {
      for (const replica of replicas) applied.set(replica, newest)
      frozen = true
    },
    release: () => {
      frozen = false
    },
  }
}
