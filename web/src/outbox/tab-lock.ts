/** `Held`: this tab labels the project. `Elsewhere`: another one does. */
export type TabState = 'Asking' | 'Held' | 'Elsewhere'

export interface TabLockPorts {
  readonly locks: Pick<LockManager, 'request'>
  readonly channel: BroadcastChannel
  /** One name for each person and project. */
  readonly name: string
  readonly onChange: (state: TabState) => void
  /** Another tab wants to go on: resolves when this one has put all on the disk. */
  readonly onHandOver: () => Promise<void>
  /** Milliseconds that the other tab has for handing over before the project is taken from it. */
  readonly patience?: number
}

export interface TabLock {
  /** Asks the other tab to hand over; takes the project from one that does not answer. */
  readonly takeOver: () => void
  readonly end: () => void
}

const handOver = 'handOver'

/**
 * One tab labels a project: two would give the same items twice. A tab that waits comes in by itself when the other one
 * closes. The lock is for people; that no two tabs write is for the journal.
 */
export const lockTab = ({
  locks,
  channel,
  name,
  onChange,
  onHandOver,
  patience = 3_000,
}: TabLockPorts): TabLock => {
  let free: (() => void) | undefined
  let waiting = new AbortController()
  let isEnded = false
  let patienceEnds: ReturnType<typeof setTimeout> | undefined

  const hold = (): Promise<void> =>
    new Promise((resolve) => {
      if (isEnded) {
        resolve()
        return
      }
      free = resolve
      onChange('Held')
    })

  const letGo = (): void => {
    free?.()
    free = undefined
  }

  const wait = (): void => {
    onChange('Elsewhere')
    stepBack()
  }

  /** To the end of those who wait. */
  const stepBack = (): void => {
    waiting.abort()
    waiting = new AbortController()
    ask({ signal: waiting.signal }, () => {})
  }

  /** A request that is called off, or whose lock another tab has taken, ends with an error. */
  const ask = (options: LockOptions, lost: () => void): void => {
    let isMine = false
    locks
      .request(name, options, async (lock) => {
        isMine = lock !== null
        if (isMine) await hold()
        else if (!isEnded) lost()
      })
      .catch(() => {
        if (isMine && !isEnded) {
          free = undefined
          wait()
        }
      })
  }

  channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (data !== handOver) return
    // The tab that the person has chosen is the next one, and not who has waited for longer.
    if (!free) {
      stepBack()
      return
    }
    onHandOver()
      .finally(() => {
        letGo()
        if (!isEnded) wait()
      })
      .catch(() => undefined)
  })

  ask({ ifAvailable: true }, wait)

  return {
    takeOver: () => {
      // A channel has one origin, unlike a window.
      // oxlint-disable-next-line unicorn/require-post-message-target-origin
      channel.postMessage(handOver)
      patienceEnds = setTimeout(() => {
        if (free || isEnded) return
        waiting.abort()
        ask({ steal: true }, () => {})
      }, patience)
      stepBack()
    },
    end: () => {
      isEnded = true
      clearTimeout(patienceEnds)
      waiting.abort()
      letGo()
      channel.close()
    },
  }
}
