import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { RawStore } from './read-store.ts'

const placed = z.array(z.object({ partition: z.string(), document: z.record(z.string(), z.unknown()) }))
const dump = z.object({ workspace: placed, items: placed })
export type Dump = z.output<typeof dump>

const fileIn = (dataDir: string): string => join(dataDir, 'soak-documents.json')

export const hasDump = (dataDir: string): boolean => existsSync(fileIn(dataDir))

/** Writes down the documents of a store that ends with its process. */
export const writeDump = (dataDir: string, documents: Dump): Promise<void> =>
  writeFile(fileIn(dataDir), JSON.stringify(documents))

export const readDump = async (dataDir: string): Promise<RawStore> => ({
  ...dump.parse(JSON.parse(await readFile(fileIn(dataDir), 'utf8'))),
  integrity: [],
  columns: [],
})
