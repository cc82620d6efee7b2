import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { z } from 'zod'

/** The comparer of OpenAPI documents, by Go's own cache of modules. */
const program = 'github.com/oasdiff/oasdiff@v1.38.0'
/** Days between the release that deprecates an operation and the one without it. `docs/api/README.md` promises them. */
export const daysOfDeprecation = 365

const run = promisify(execFile)

const changes = z.array(
  z.object({ text: z.string(), operation: z.string().optional(), path: z.string().optional() }),
)

/** A breaking change as one line: the operation and what changed. */
export const linesOf = (json: string): readonly string[] =>
  changes
    .parse(JSON.parse(json))
    .map(({ operation, path, text }) => [[operation, path].filter(Boolean).join(' '), text])
    .map((parts) => parts.filter((part) => part !== '').join(': '))
    .toSorted()

/** True if this machine has Go. */
export const hasGo = async (): Promise<boolean> => {
  try {
    await run('go', ['version'])
    return true
  } catch {
    return false
  }
}

/** The changes that break clients of the first document, a line each. @param before, after Paths of files */
export const findBreakingChanges = async (before: string, after: string): Promise<readonly string[]> => {
  const options = ['--format', 'json', '--deprecation-days-stable', String(daysOfDeprecation)]
  const { stdout } = await run('go', ['run', program, 'breaking', before, after, ...options], {
    maxBuffer: 2 ** 26,
  })
  return linesOf(stdout)
}
