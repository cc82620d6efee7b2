import { afterEach } from '@jest/globals'

interface Wait {
  last: unknown
  over: boolean
}

const waits = new Set<Wait>()

/** A test that ran out of time says what it still waited for, and reads no further. */
afterEach(() => {
  const unmet = [...waits]
  waits.clear()
  for (const wait of unmet) wait.over = true
  if (unmet.length > 0)
    throw new Error(
      `Still waited for: ${unmet.map(({ last }) => JSON.stringify(last)?.slice(0, 500)).join('; ')}`,
    )
})

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms))

/** Reads until it holds. It has no deadline of its own: Jest's timeout ends the test. */
export const until = async <T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> => {
  const wait: Wait = { last: undefined, over: false }
  waits.add(wait)
  try {
    for (;;) {
      const value = await read()
      if (holds(value)) return value
      if (wait.over) throw new Error('The test is over')
      wait.last = value
      await pause(25)
    }
  } finally {
    waits.delete(wait)
  }
}
