/** A pause that can be cut short. */
export const createWakeTimer = (delay: (ms: number, signal: AbortSignal) => Promise<void>) => {
  let cut = new AbortController()
  return {
    pause: async (ms: number): Promise<void> => {
      await delay(ms, cut.signal)
    },
    wake: (): void => {
      cut.abort()
      cut = new AbortController()
    },
  }
}

/** Resolves after the time, or as soon as it is cut. */
export const delay = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) {
      resolve()
      return
    }
    const timer = setTimeout(resolve, ms)
    const end = (): void => {
      clearTimeout(timer)
      resolve()
    }
    signal.addEventListener('abort', end, { once: true })
  })
