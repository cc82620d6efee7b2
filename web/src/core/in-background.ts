/** Runs what no caller waits for. A failure is reported as an unhandled one, so that it is seen and not swallowed. */
export const inBackground = (work: Promise<unknown>): void => {
  work.catch((error: unknown) => {
    queueMicrotask(() => {
      throw error
    })
  })
}
