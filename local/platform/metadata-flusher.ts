/** A database that lives in memory and is written to its file as a whole, as Azurite's are. */
export interface FlushableDatabase {
  autosaveDisable(): void
  autosaveDirty(): boolean
  saveDatabase(callback: (error?: Error | null) => void): void
}

export interface MetadataFlusher {
  readonly start: () => void
  /** The last save failed: what has changed since is in memory only. */
  readonly isFailing: () => boolean
  /** Ends the regular saves and saves what is left; rejects when that fails. */
  readonly stop: () => Promise<void>
}

const shortestPauseMs = 100
const longestPauseMs = 5000
/** A save takes as long as the database is large: with this, saves never take more than a tenth of the time. */
const pausePerSave = 10
const pauseAfterFailureMs = 1000

const save = async (database: FlushableDatabase): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  database.saveDatabase((error) => {
    if (error) reject(error)
    else resolve()
  })
  await promise
}

/**
 * Saves changed databases soon after each change, in place of their own autosave, which comes every 5 seconds and forgets
 * the change when a save fails. They are saved in the order given.
 */
export const createMetadataFlusher = (
  databases: readonly FlushableDatabase[],
  report: (error: unknown) => void,
  recovered: () => void,
): MetadataFlusher => {
  const failed = new Set<FlushableDatabase>()
  let timer: NodeJS.Timeout | undefined
  let running = Promise.resolve()
  let stopped = false
  let isFailing = false

  const flush = async (): Promise<void> => {
    for (const database of databases) {
      if (!database.autosaveDirty() && !failed.has(database)) continue
      failed.add(database)
      await save(database)
      failed.delete(database)
    }
  }

  const flushAndSchedule = async (): Promise<void> => {
    const began = performance.now()
    try {
      await flush()
      if (isFailing) recovered()
      isFailing = false
    } catch (error) {
      if (!isFailing) report(error)
      isFailing = true
      schedule(pauseAfterFailureMs)
      return
    }
    const pause = (performance.now() - began) * pausePerSave
    schedule(Math.min(Math.max(pause, shortestPauseMs), longestPauseMs))
  }

  const schedule = (pause: number): void => {
    if (stopped) return
    timer = setTimeout(() => {
      running = flushAndSchedule()
    }, pause)
  }

  return {
    isFailing: () => isFailing,
    start: () => {
      for (const database of databases) database.autosaveDisable()
      schedule(shortestPauseMs)
    },
    stop: async () => {
      stopped = true
      clearTimeout(timer)
      await running
      await flush()
    },
  }
}
