import { runCommand } from '../../tools/run-command.ts'
import { readOptions, usage } from './options.ts'
import { run } from './run.ts'

await runCommand({ usage, readOptions, run })
