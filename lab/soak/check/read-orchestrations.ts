import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const orchestration = z.object({
  instanceId: z.string(),
  name: z.string(),
  runtimeStatus: z.string(),
  output: z.unknown(),
})
export type Orchestration = z.output<typeof orchestration>

const fileIn = (dataDir: string): string => join(dataDir, 'soak-orchestrations.json')

export const writeOrchestrations = (dataDir: string, all: readonly Orchestration[]): Promise<void> =>
  writeFile(fileIn(dataDir), JSON.stringify(all))

/** None, if the engine lists none. */
export const readOrchestrations = async (dataDir: string): Promise<readonly Orchestration[]> =>
  existsSync(fileIn(dataDir))
    ? z.array(orchestration).parse(JSON.parse(await readFile(fileIn(dataDir), 'utf8')))
    : []
