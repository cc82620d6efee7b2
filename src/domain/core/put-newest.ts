/**
 * Sets an entry as the newest of a map, and drops the oldest ones above `most`. For caches and other memory of a process, which
 * must not grow with the number of names that it meets.
 */
export const putNewest = <K, V>(entries: Map<K, V>, key: K, value: V, most: number): void => {
  entries.delete(key)
  entries.set(key, value)
  for (const oldest of entries.keys()) {
    if (entries.size <= most) return
    entries.delete(oldest)
  }
}
