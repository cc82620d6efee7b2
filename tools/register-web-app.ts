import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { registerWebApp, setAddress, type Run } from './entra/register-web-app.ts'
import { runCommand, UsageError } from './run-command.ts'

// The hooks of azd around a provision: registers the web app in Entra ID, by az.

const usage = 'node tools/register-web-app.ts before|after'

const windows = process.platform === 'win32'
const execute = promisify(execFile)

/** On Windows az and azd are scripts, which only a shell runs. */
const run: Run = async (program, args) => {
  const quoted = windows ? args.map((arg) => `"${arg.replaceAll('"', '\\"')}"`) : [...args]
  return (await execute(program, quoted, { shell: windows })).stdout
}

const steps = { before: registerWebApp, after: setAddress } as const

await runCommand({
  usage,
  readOptions: ([step]) => {
    if (step !== 'before' && step !== 'after') throw new UsageError(usage)
    return step
  },
  run: async (step) => {
    try {
      console.log(await steps[step](run, process.env))
    } catch (error) {
      // Who deploys need not be who may register applications.
      console.error(
        `The web app could not be registered: ${error instanceof Error ? error.message.slice(0, 500) : 'az failed'}\nThe API works without it. docs/azure.md says how to register it by hand.`,
      )
    }
    return true
  },
})
