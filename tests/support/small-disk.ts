import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'

/**
 * A disk of some megabytes: a tmpfs in a mount namespace of its own, which needs Linux, and root or user namespaces. It is
 * full as a real one is (ENOSPC), and can be made read-only (EROFS).
 */
export interface SmallDisk {
  /** Where processes of the disk's namespace see it. */
  readonly path: string
  /** Where this process sees it. */
  readonly outside: string
  /** The command that runs another one with the disk. */
  readonly launcher: readonly string[]
  /** Leaves so many bytes free, or none. */
  readonly fill: (free?: number) => void
  readonly makeRoom: () => void
  readonly setWritable: (isWritable: boolean) => void
  readonly remove: () => Promise<void>
}

const mountPoint = '/mnt'
const enter = ['unshare', '--user', '--map-root-user', '--mount'] as const

/** False where namespaces are not allowed: such tests are skipped there. */
export const canMount = (): boolean =>
  spawnSync(enter[0], [...enter.slice(1), 'mount', '-t', 'tmpfs', 'tmpfs', mountPoint]).status === 0

export const createSmallDisk = async (megabytes: number): Promise<SmallDisk> => {
  const script = `mount -t tmpfs -o size=${megabytes}m tmpfs ${mountPoint} && echo ready && exec cat`
  // It ends with this process, whose pipe it reads, and the disk with it.
  const holder = spawn(enter[0], [...enter.slice(1), 'sh', '-c', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  await once(createInterface({ input: holder.stdout }), 'line')
  const launcher = [
    'nsenter',
    '--target',
    String(holder.pid),
    '--user',
    '--mount',
    '--preserve-credentials',
  ] as const
  const run = (command: string): void => {
    const { status, stderr } = spawnSync(launcher[0], [...launcher.slice(1), 'sh', '-c', command], {
      encoding: 'utf8',
    })
    if (status !== 0) throw new Error(`${command}: ${stderr}`)
  }
  const ballast = `${mountPoint}/ballast`
  return {
    path: mountPoint,
    outside: `/proc/${holder.pid}/root${mountPoint}`,
    launcher,
    fill: (free = 0) => {
      // head ends with an error at the end of the disk, and keeps what it wrote.
      run(`head -c ${megabytes * 2 ** 20} /dev/zero > ${ballast} 2>/dev/null || true`)
      if (free > 0) run(`truncate -s -${free} ${ballast}`)
    },
    makeRoom: () => run(`rm -f ${ballast}`),
    setWritable: (isWritable) => run(`mount -o remount,${isWritable ? 'rw' : 'ro'} ${mountPoint}`),
    remove: async () => {
      const ended = once(holder, 'exit')
      holder.stdin.end()
      await ended
    },
  }
}
