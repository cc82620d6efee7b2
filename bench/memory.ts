import { readFile } from 'node:fs/promises'

export interface Memory {
  /** The most that the process ever held, bytes. */
  readonly peak: number
  readonly now: number
}

const field = (status: string, name: string): number =>
  Number(new RegExp(String.raw`^${name}:\s+(\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) * 1024

/** A process's resident memory; undefined where the system does not tell it as Linux does. */
export const readMemory = async (pid: number): Promise<Memory | undefined> => {
  if (process.platform !== 'linux') return undefined
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return { peak: field(status, 'VmHWM'), now: field(status, 'VmRSS') }
}

export interface MemoryWatch {
  /** The most seen since the last call, bytes; for what one phase needs. */
  readonly highest: () => number
  readonly stop: () => void
}

const every = 250

/** Looks at a process's memory again and again until it is stopped or the process ends. */
export const watchMemory = (pid: number): MemoryWatch => {
  let highest = 0
  const look = async () => {
    try {
      highest = Math.max(highest, (await readMemory(pid))?.now ?? 0)
    } catch {
      // The process has ended: there is nothing to look at any more.
      clearInterval(timer)
    }
  }
  const timer = setInterval(() => {
    void look()
  }, every)
  return {
    highest: () => {
      const seen = highest
      highest = 0
      return seen
    },
    stop: () => clearInterval(timer),
  }
}
