import { z } from 'zod'
import { readUsage } from '../bench/process-usage.ts'
import { ApiError, createClient, type Client } from '../../tools/client.ts'
import type { Tokens } from './callers.ts'
import { walkThrough } from './workspace.ts'
import type { World } from './world.ts'

export interface Afterwards {
  /** What is wrong with the service once all was sent. */
  readonly faults: readonly string[]
  /** The most memory that its process held, bytes; NaN where that cannot be known. */
  readonly peak: number
}

/** The service runs on a heap of 320 MB; with its code, buffers and the storage it started beside it. */
const mostMemory = 900 * 1024 * 1024

/** Milliseconds for all long work that was begun to end. It bounds only what hangs: a busy machine must not reach it. */
const workEndsWithin = 5 * 60_000
const ended = z.object({
  status: z.enum(['Succeeded', 'Failed', 'Canceled']),
  error: z.looseObject({ code: z.string() }).optional(),
})

const awaitWork = async (client: Client, locations: Iterable<string>): Promise<void> => {
  const until = Date.now() + workEndsWithin
  for (const location of locations)
    for (;;) {
      const work = await client.get(location, z.looseObject({ status: z.string() })).catch(goneIsEnded)
      if (work === undefined) break
      const last = ended.safeParse(work)
      if (last.data?.error?.code === 'InternalError') throw new Error(`${location} failed: InternalError`)
      if (last.success) break
      if (Date.now() > until) throw new Error(`${location} is still ${work.status}`)
      await new Promise((next) => setTimeout(next, 100))
    }
}

const goneIsEnded = (error: unknown): undefined => {
  if (error instanceof ApiError && error.status === 404) return undefined
  throw error
}

const health = z.object({ status: z.string() })
const wrongLine = /"level":"Error"|\b(?:error|critical) [A-Z][\w.]*:|unhandled|uncaught|\bat \S+:\d+:\d+/i

/** Holds what is left of the service against what it was: it is healthy, said nothing bad, and still works. */
export const judgeAfterwards = async (
  { service, lines, ground }: World,
  tokens: Tokens,
  begun: Iterable<string>,
): Promise<Afterwards> => {
  const faults: string[] = []
  const attempt = async (name: string, act: () => Promise<unknown>): Promise<void> => {
    try {
      await act()
    } catch (error) {
      faults.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  await attempt('health', async () => {
    const { status } = await createClient(service.api, '').get('/health', health)
    if (status !== 'Healthy') throw new Error(status)
  })
  await attempt('long work', () => awaitWork(createClient(service.api, tokens.admin ?? ''), begun))
  await attempt('labeling', () => walkThrough(service.api, tokens, ground.containerUrls[0] ?? ''))
  const { peak } = await readUsage(service.pid)
  if (peak > mostMemory) faults.push(`memory: the process held ${Math.round(peak / 1024 / 1024)} MB`)
  for (const line of lines.filter((text) => wrongLine.test(text)).slice(0, 10))
    faults.push(`log: ${line.slice(0, 1500)}`)
  return { faults, peak }
}
