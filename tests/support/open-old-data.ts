import { mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, relative, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { gunzipSync } from 'node:zlib'
import { z } from 'zod'
import { findLastingPort } from '../../local/platform/ports.ts'

const fixture = resolve(import.meta.dirname, '../fixtures/data-0.1.0')
const account = z.looseObject({ port: z.number() })

const unpack = async (dataDir: string): Promise<void> => {
  const packed = join(fixture, 'data')
  for (const entry of await readdir(packed, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    const target = join(dataDir, relative(packed, file).replace(/\.gz$/, ''))
    await mkdir(dirname(target), { recursive: true })
    await writeFile(target, gunzipSync(await readFile(file)), { mode: 0o600 })
  }
}

/** Gives the blob storage a free port: two tests may have the folder open at once, and datastores hold the port. */
const changePort = async (dataDir: string, db: DatabaseSync): Promise<void> => {
  const file = join(dataDir, 'blob-account.json')
  const old = account.parse(JSON.parse(await readFile(file, 'utf8')))
  const port = await findLastingPort()
  await writeFile(file, JSON.stringify({ ...old, port }))
  const address = (at: number): string => `"http://127.0.0.1:${at}/`
  db.prepare('UPDATE workspace SET body = replace(body, ?, ?)').run(address(old.port), address(port))
}

/** Restarts each document's time to live: otherwise pages and idempotency records are gone a day after the kill. */
const postponeExpiry = (db: DatabaseSync, writtenAt: number): void => {
  for (const container of ['workspace', 'items'])
    db.prepare(`UPDATE ${container} SET expires = expires + ?`).run(Date.now() - writtenAt)
}

/**
 * A temporary data folder as version 0.1.0 left it when it was killed.
 * @param writtenAt When that was, in milliseconds
 */
export const openOldData = async (writtenAt: number): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'etiquette-'))
  await unpack(dataDir)
  const db = new DatabaseSync(join(dataDir, 'etiquette.db'))
  try {
    await changePort(dataDir, db)
    postponeExpiry(db, writtenAt)
  } finally {
    db.close()
  }
  return dataDir
}
