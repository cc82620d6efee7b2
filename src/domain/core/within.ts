import type { Millis } from './time.ts'

/** Calls back once, after a time. Returns what prevents it. */
export type Later = (run: () => void, after: Millis) => () => void

export const usualLater: Later = (run, after) => {
  const timer = setTimeout(run, after)
  return () => clearTimeout(timer)
}

/** The result of the work, or `late` if it takes longer. The work goes on. */
export const within = async <T, L>(
  deadline: Millis,
  work: Promise<T>,
  late: () => L | Promise<L>,
  later: Later = usualLater,
): Promise<T | L> => {
  const { promise, resolve } = Promise.withResolvers<L>()
  const cancel = later(() => resolve(Promise.resolve().then(late)), deadline)
  try {
    return await Promise.race([work, promise])
  } finally {
    cancel()
  }
}
