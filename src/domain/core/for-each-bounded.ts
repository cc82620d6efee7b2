/**
 * Runs `work` on each value, at most `limit` concurrently. After a failure no further value starts, and the failure is
 * thrown.
 */
export const forEachBounded = async <T>(
  values: Iterable<T>,
  limit: number,
  work: (value: T) => Promise<void>,
): Promise<void> => {
  const queue = values[Symbol.iterator]()
  let failed = false
  const worker = async (): Promise<void> => {
    for (let next = queue.next(); !next.done && !failed; next = queue.next()) {
      try {
        await work(next.value)
      } catch (error) {
        failed = true
        throw error
      }
    }
  }
  await Promise.all(Array.from({ length: limit }, worker))
}
