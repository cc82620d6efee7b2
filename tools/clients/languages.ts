import { execFile } from 'node:child_process'

/** What makes or runs a client, and the command that shows whether it is there. */
const probes = {
  java: ['java', '-version'],
  mvn: ['mvn', '--version'],
  python3: ['python3', '-c', 'import ensurepip, sys; print("Python", sys.version.split()[0])'],
  go: ['go', 'version'],
  cargo: ['cargo', '--version'],
} as const

export type Tool = keyof typeof probes

/** The version of each tool that is on this machine. */
export type Tools = ReadonlyMap<Tool, string>

const isTool = (name: string): name is Tool => name in probes

export const toolNames: readonly Tool[] = Object.keys(probes).filter(isTool)

const probe = async (tool: Tool): Promise<string | undefined> => {
  const [program, ...args] = probes[tool]
  const output = await new Promise<string | undefined>((done) => {
    execFile(program, args, { timeout: 60_000 }, (error, stdout, stderr) =>
      done(error ? undefined : `${stdout}${stderr}`),
    )
  })
  return output === undefined ? undefined : (/\d+\.\d+[\d.]*/.exec(output)?.[0] ?? 'of an unknown version')
}

export const findTools = async (): Promise<Tools> => {
  const found = new Map<Tool, string>()
  for (const tool of toolNames) {
    const version = await probe(tool)
    if (version !== undefined) found.set(tool, version)
  }
  return found
}
