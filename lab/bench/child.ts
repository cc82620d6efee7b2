import { fork } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'

const ready = z.tuple([z.object({ port: z.number() })]).rest(z.unknown())

export interface Child {
  readonly port: number
  readonly stop: () => Promise<void>
}

/** A server as a process of its own: it tells its port once it listens, and ends when the channel to it closes. */
export const startChild = async (program: URL, args: readonly string[]): Promise<Child> => {
  const child = fork(program, args, { execArgv: [] })
  const [{ port }] = ready.parse(await once(child, 'message'))
  return {
    port,
    stop: async () => {
      const ended = once(child, 'exit')
      child.disconnect()
      await ended
    },
  }
}
