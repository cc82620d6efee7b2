import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pause } from '../../bench/timings.ts'

/** The clock of a process that was started with its settings, as `shifted-clock.ts` changes it. */
export interface ProcessClock {
  /** Settings of the process; its children inherit them. */
  readonly env: Readonly<Record<string, string>>
  /** What the next process starts with: ms ahead of the machine's clock, negative behind it. */
  readonly prepare: (offset: number) => Promise<void>
  /** Changes the clock of the running process. @throws Error if it does not take notice */
  readonly step: (pid: number, offset: number) => Promise<void>
}

const noticeWithin = 30_000
const lookEvery = 5

/** @param ahead What is added to all offsets */
export const createProcessClock = async (dataDir: string, ahead: number): Promise<ProcessClock> => {
  const file = join(dataDir, 'soak-clock')
  const prepare = (offset: number): Promise<void> => writeFile(file, String(offset + ahead))
  await prepare(0)
  return {
    env: {
      SOAK_CLOCK: file,
      NODE_OPTIONS: `--import=${import.meta.resolve('./shifted-clock.ts')}`,
    },
    prepare,
    step: async (pid, offset) => {
      await prepare(offset)
      process.kill(pid, 'SIGUSR2')
      const until = Date.now() + noticeWithin
      while ((await readFile(`${file}.seen`, 'utf8')) !== String(offset + ahead)) {
        if (Date.now() > until) throw new Error(`The service did not take notice of its clock's change`)
        await pause(lookEvery)
      }
    },
  }
}
