import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ReaderCase } from './cases.ts'
import { observation, type Observation } from './compare.ts'
import type { Reader } from './readers.ts'

const execute = promisify(execFile)

/** The interpreters of the environments that readers are installed in. */
export type Interpreters = Readonly<Record<Reader['environment'], string>>

const script = join(import.meta.dirname, 'python', 'read.py')

/** Ends a reader that hangs. */
const readerMs = 4 * 60_000
const mostOutput = 64 * 1024 * 1024

/** Settings of readers: none asks a server, and none writes outside of the folder. */
export const pythonSettings = (folder: string): NodeJS.ProcessEnv => ({
  ...process.env,
  HF_HOME: join(folder, 'huggingface'),
  HF_HUB_OFFLINE: '1',
  HF_DATASETS_DISABLE_PROGRESS_BARS: '1',
  MPLCONFIGDIR: join(folder, 'matplotlib'),
  PYTHONUTF8: '1',
})

/** Opens each case of its formats by one reader, in a process of its own. */
export const runReader = async (
  reader: Reader,
  interpreters: Interpreters,
  cases: readonly ReaderCase[],
  folder: string,
): Promise<readonly Observation[]> => {
  const own = join(folder, reader.name)
  await mkdir(own, { recursive: true })
  const [input, output] = [join(own, 'cases.json'), join(own, 'found.jsonl')]
  await writeFile(input, JSON.stringify(cases.filter(({ format }) => reader.formats.includes(format))))
  const env = pythonSettings(own)
  await execute(interpreters[reader.environment], [script, reader.name, input, output], {
    env,
    timeout: readerMs,
    maxBuffer: mostOutput,
  })
  const lines = (await readFile(output, 'utf8')).trim().split('\n')
  return lines.map((line) => observation.parse(JSON.parse(line)))
}
