import { isDomainError, type DomainError } from '../../domain/core/errors.ts'
import { mapSqliteError } from './errors.ts'

/** What the requests have found out about the file. */
export interface FileHealth {
  /** Runs a call, translates its error, and remembers what it says about the file. */
  readonly watch: <T>(run: () => T) => T
  /** Translates the error of a write, and remembers what it says about the file. */
  readonly failed: (error: unknown) => unknown
  /** A write has succeeded. */
  readonly wrote: () => void
  /** @throws DomainError `StorageDamaged`; `StorageFull` if `tryWrite` fails as the last write did */
  readonly check: (tryWrite: () => void) => void
}

/**
 * Damage stays known until the next start, which checks the file: a page that cannot be read does not heal. A full disk is
 * known until a write succeeds; a check tries one, because nobody else may.
 */
export const createFileHealth = (file: string): FileHealth => {
  let damaged: DomainError | undefined
  let isFull = false

  const failed = (error: unknown): unknown => {
    const mapped = mapSqliteError(error, file)
    if (isDomainError(mapped, 'StorageDamaged')) damaged = mapped
    if (isDomainError(mapped, 'StorageFull')) isFull = true
    return mapped
  }
  const watch = <T>(run: () => T): T => {
    try {
      return run()
    } catch (error) {
      throw failed(error)
    }
  }
  return {
    watch,
    failed,
    wrote: () => {
      isFull = false
    },
    check: (tryWrite) => {
      if (damaged) throw damaged
      if (!isFull) return
      watch(tryWrite)
      isFull = false
    },
  }
}
