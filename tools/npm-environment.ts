import { delimiter } from 'node:path'

/** The environment of a terminal, for a command that an npm script starts: without npm's variables and its part of PATH. */
export const outsideNpm = (): Readonly<Record<string, string | undefined>> => {
  const entries = Object.entries(process.env).filter(([name]) => !name.startsWith('npm_'))
  const path = process.env['PATH']?.split(delimiter).filter((folder) => !folder.includes('node_modules'))
  return { ...Object.fromEntries(entries), PATH: path?.join(delimiter) }
}
