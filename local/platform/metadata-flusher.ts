/** A database that lives in memory and is written to its file as a whole, as Azurite's are. */
export interface FlushableDatabase {
  autosaveDisable(): void
  autosaveDirty(): boolean
  saveDatabase(callback: (error?: Error | null) => void): void
}

const SHORTEST_PAUSE_MS = 100
const LONGEST_PAUSE_MS = 5000
/** A save takes as long as the database is large: with this, it never takes more than a tenth of the time. */
const PAUSE_PER_SAVE = 10

/**
 * Writes changed databases to disk soon after each change, in place of their own autosave, which comes every 5 seconds
 * and forgets the change when a save fails. They are saved in the order given.
 */
export class MetadataFlusher {
  readonly #databases: readonly FlushableDatabase[]
  readonly #report: (error: unknown) => void
  readonly #failed = new Set<FlushableDatabase>()
  #timer: NodeJS.Timeout | undefined
  #running = Promise.resolve()
  #stopped = false

  constructor(databases: readonly FlushableDatabase[], report: (error: unknown) => void) {
    this.#databases = databases
    this.#report = report
  }

  start(): void {
    for (const database of this.#databases) database.autosaveDisable()
    this.#schedule(SHORTEST_PAUSE_MS)
  }

  /** Ends the regular saves and writes what is left; rejects when that fails. */
  async stop(): Promise<void> {
    this.#stopped = true
    clearTimeout(this.#timer)
    await this.#running
    await this.#flush()
  }

  #schedule(pause: number): void {
    if (this.#stopped) return
    this.#timer = setTimeout(() => {
      this.#running = this.#flushAndGoOn()
    }, pause)
  }

  async #flushAndGoOn(): Promise<void> {
    const began = performance.now()
    try {
      await this.#flush()
    } catch (error) {
      this.#report(error)
    }
    const pause = (performance.now() - began) * PAUSE_PER_SAVE
    this.#schedule(Math.min(Math.max(pause, SHORTEST_PAUSE_MS), LONGEST_PAUSE_MS))
  }

  async #flush(): Promise<void> {
    for (const database of this.#databases) {
      if (!database.autosaveDirty() && !this.#failed.has(database)) continue
      this.#failed.add(database)
      await save(database)
      this.#failed.delete(database)
    }
  }
}

async function save(database: FlushableDatabase): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  database.saveDatabase((error) => {
    if (error) reject(error)
    else resolve(undefined)
  })
  await promise
}
