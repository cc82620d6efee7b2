import { existsSync, renameSync } from 'node:fs'

/** SQLite's own files beside a database. */
const companions = ['', '-wal', '-shm', '-journal'] as const

/** Renames a database with its companions, so that a new one can be made in its place. Returns the new name. */
export const moveAside = (file: string, now: number): string => {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  let aside = `${file}.damaged-${stamp}`
  for (let n = 2; existsSync(aside); n += 1) aside = `${file}.damaged-${stamp}-${n}`
  for (const suffix of companions) if (existsSync(file + suffix)) renameSync(file + suffix, aside + suffix)
  return aside
}
