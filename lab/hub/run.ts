import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { removeData, startService } from '../../tools/service.ts'
import { pause } from '../bench/timings.ts'
import { watchHub } from './watch-hub.ts'
import { startHubStorage } from './hub-storage.ts'
import type { Options } from './options.ts'

/** A start has its own requests and lines. */
const settles = 60_000

/** Watches one instance that has nothing to do but its timers. */
export const run = async ({ minutes }: Options): Promise<boolean> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'etiquette-hub-'))
  const storage = await startHubStorage()
  try {
    const env = { DURABLE: 'extension', DURABLE_STORAGE: storage.connectionString }
    const service = await startService({ dataDir, env })
    await pause(settles)
    const watch = watchHub(storage, Date.now())
    await pause(minutes * 60_000)
    const rows = await watch([join(dataDir, 'durable.log')])
    await service.stop()
    for (const [what, value] of rows) console.log(`${what.padEnd(60)}  ${value}`)
    return true
  } finally {
    await storage.stop()
    await removeData(dataDir)
  }
}
