/** Does it to each, some at a time. */
export const inParallel = async <T>(
  all: readonly T[],
  atOnce: number,
  run: (one: T) => Promise<void>,
): Promise<void> => {
  const rest = all.values()
  const work = async () => {
    for (const one of rest) await run(one)
  }
  await Promise.all(Array.from({ length: atOnce }, work))
}
