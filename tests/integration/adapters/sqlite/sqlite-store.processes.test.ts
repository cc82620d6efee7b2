import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { openSqliteStore } from '../../../../src/adapters/sqlite/sqlite-store.ts'
import type { Query, Store } from '../../../../src/domain/ports/store.ts'
import { openTestStore } from './test-store.ts'

const script = join(__dirname, '../../../support/store-writer.ts')

/** Starts a writer; `acknowledged` gives the numbers of the batches that it was told are written. */
const startWriter = (file: string, name: string, batches: number) => {
  const child = spawn(process.execPath, [script, file, name, String(batches)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString()
  })
  return {
    child,
    closed: once(child, 'close'),
    acknowledged: () => output.split('\n').slice(0, -1).map(Number),
  }
}

const allIds = async (store: Store): Promise<ReadonlySet<string>> => {
  const ids = new Set<string>()
  const query: Query = { where: [{ field: 'kind', op: 'eq', value: 'item' }], orderBy: 'id', limit: 1000 }
  let continuation: string | undefined
  do {
    const page = await store.query('items', 'p', continuation ? { ...query, continuation } : query)
    for (const { document } of page.documents) ids.add(document.id)
    continuation = page.continuation
  } while (continuation !== undefined)
  return ids
}

const total = async (store: Store) => (await store.read('items', 'p', 'counter'))?.document['total']

const withCounter = async () => {
  const opened = openTestStore()
  const document = { id: 'counter', kind: 'counter', total: 0 }
  await opened.store.batch('items', 'p', [{ type: 'create', document }])
  return opened
}

it('loses nothing acknowledged and leaves no half batch when a process is killed', async () => {
  const { store, file, discard } = await withCounter()
  let acknowledged = 0
  for (const round of [0, 1, 2]) {
    const writer = startWriter(file, `w${round}`, 1_000_000)
    while (writer.acknowledged().length < 50 * (round + 1)) await once(writer.child.stdout, 'data')
    writer.child.kill('SIGKILL')
    await writer.closed
    const again = openSqliteStore({ file, now: Date.now, busyTimeout: 60_000 })
    const ids = await allIds(again)
    for (const n of writer.acknowledged()) expect(ids.has(`w${round}-${n}-a`)).toBe(true)
    acknowledged += writer.acknowledged().length
    for (const id of ids) expect(ids.has(id.replace(/[ab]$/, (end) => (end === 'a' ? 'b' : 'a')))).toBe(true)
    expect(await total(again)).toBe(ids.size / 2)
    expect(ids.size / 2).toBeGreaterThanOrEqual(acknowledged)
    again.close()
  }
  expect(await total(store)).toBe((await allIds(store)).size / 2)
  discard()
})

it('lets two processes write one file at the same time', async () => {
  const { store, file, discard } = await withCounter()
  const writers = ['one', 'two'].map((name) => startWriter(file, name, 150))
  const exits = await Promise.all(writers.map(async ({ closed }) => closed))
  expect(exits).toEqual([
    [0, null],
    [0, null],
  ])
  expect(await total(store)).toBe(300)
  expect((await allIds(store)).size).toBe(600)
  discard()
})
