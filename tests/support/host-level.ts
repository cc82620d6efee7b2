import type { LogLevel } from '../../src/domain/ports/log.ts'

const errorWords = ['error', 'fail', 'severe', 'unhandled exception']

/** The level that the Functions host gives a line of its worker; `azure-functions-host`, `WorkerProcess.cs`. */
export const hostLevelOf = (stream: 'stdout' | 'stderr', line: string): LogLevel => {
  const text = line.toLowerCase()
  if (stream === 'stdout') return 'Information'
  if (text.includes('warn')) return 'Warning'
  return errorWords.some((word) => text.includes(word)) ? 'Error' : 'Information'
}

/** Collects what is written to both streams, and the level that the host gives each line. */
export const createHostOutput = () => {
  const lines: { readonly level: LogLevel; readonly json: string }[] = []
  const collect = (stream: 'stdout' | 'stderr') => ({
    write: (text: string) => {
      if (!text.endsWith('\n')) throw new Error('A line ends')
      for (const json of text.slice(0, -1).split('\n')) lines.push({ level: hostLevelOf(stream, json), json })
    },
  })
  return { lines, stdout: collect('stdout'), stderr: collect('stderr') }
}
