/**
 * A process of its own for tests of durability: `node store-writer.ts <file> <writer> <batches>`. Each batch increments the
 * shared counter and creates two documents, `<writer>-<n>-a` and `-b`. It prints `n` once batch n is acknowledged.
 */
import { writeSync } from 'node:fs'
import { openSqliteStore } from '../../src/adapters/sqlite/sqlite-store.ts'

const [file = '', writer = '', batches = '0'] = process.argv.slice(2)
const store = openSqliteStore({ file, now: Date.now, busyTimeout: 60_000 })
let next = 0

const work = async (): Promise<void> => {
  while (next < Number(batches)) {
    const n = next
    next += 1
    const result = await store.batch('items', 'p', [
      { type: 'create', document: { id: `${writer}-${n}-a`, kind: 'item' } },
      { type: 'increment', id: 'counter', by: { total: 1 } },
      { type: 'create', document: { id: `${writer}-${n}-b`, kind: 'item' } },
    ])
    if (!result.ok) throw new Error(`Batch ${n}: ${result.failure}`)
    writeSync(1, `${n}\n`)
  }
}

await Promise.all([work(), work(), work()])
store.close()
