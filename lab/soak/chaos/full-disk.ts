import { execFile, spawnSync } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

const limitFiles = async (pid: number, bytes: string): Promise<void> => {
  // Only the soft limit, which its owner may raise again.
  await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}

/** Whether this machine can limit the files of a running process (Linux with util-linux). */
export const canFillDisk = (): boolean => spawnSync('prlimit', ['--version']).status === 0

/** No file of the process takes another byte: the closest to a full disk that needs no disk of its own. */
export const fillDisk = (pid: number): Promise<void> => limitFiles(pid, '0')

export const freeDisk = (pid: number): Promise<void> => limitFiles(pid, 'unlimited')
