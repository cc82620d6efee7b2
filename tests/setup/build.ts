import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'

const repository = resolve(import.meta.dirname, '../..')
const compiler = resolve(repository, 'node_modules/typescript/bin/tsc')

/** Builds what tests start as a process. The build is incremental, so it takes half a second when nothing changed. */
const build = async (): Promise<void> => {
  await promisify(execFile)(process.execPath, [compiler, '-p', 'tsconfig.build.json'], { cwd: repository })
}

export default build
