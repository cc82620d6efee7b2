import { readFile } from 'node:fs/promises'

/** What a process has used so far. */
export interface Usage {
  /** The most memory that it ever held, bytes. */
  readonly peak: number
  /** The memory that it holds now, bytes. */
  readonly memory: number
  /** Seconds of a core. */
  readonly cpu: number
}

/** A process that used nothing that can be known: the system does not tell it as Linux does. */
const unknown: Usage = { peak: Number.NaN, memory: Number.NaN, cpu: Number.NaN }
const ticksPerSecond = 100

const field = (status: string, name: string): number =>
  Number(new RegExp(String.raw`^${name}:\s+(\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) * 1024

/** Seconds in user and kernel mode: fields 14 and 15, counted after the name, which may hold anything. */
const cpuSeconds = (stat: string): number => {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond
}

export const readUsage = async (pid: number): Promise<Usage> => {
  if (process.platform !== 'linux') return unknown
  const [status, stat] = await Promise.all([
    readFile(`/proc/${pid}/status`, 'utf8'),
    readFile(`/proc/${pid}/stat`, 'utf8'),
  ])
  return { peak: field(status, 'VmHWM'), memory: field(status, 'VmRSS'), cpu: cpuSeconds(stat) }
}

export interface PhaseUsage {
  /** The most memory seen, bytes. */
  readonly memory: number
  /** Seconds of a core. */
  readonly cpu: number
}

const every = 250

/** Runs a phase and says what the process used in it. */
export const withUsage = async <T>(
  pid: number,
  phase: () => Promise<T>,
): Promise<{ readonly result: T; readonly usage: PhaseUsage }> => {
  const before = await readUsage(pid)
  let { memory } = before
  let looking = Promise.resolve()
  const look = async () => {
    memory = Math.max(memory, (await readUsage(pid)).memory)
  }
  const timer = setInterval(() => {
    looking = looking.then(look)
  }, every)
  try {
    const result = await phase()
    await looking
    const after = await readUsage(pid)
    return {
      result,
      usage: { memory: Math.max(memory, after.memory), cpu: after.cpu - before.cpu },
    }
  } finally {
    clearInterval(timer)
  }
}
