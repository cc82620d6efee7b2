import { setTimeout as sleep } from 'node:timers/promises'
import { ApiError } from '../tools/client.ts'
import type { Service } from '../tools/service.ts'
import { DemoError } from './demo-error.ts'

const lastLines = 15

/** `fetch failed` alone says nothing; the reason is in its cause. */
const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof ApiError) return `The service answered ${error.message}`
  if (error instanceof DemoError) return error.message
  const { cause } = error
  return cause instanceof Error ? `${error.message}: ${cause.message || cause.name}` : error.message
}

/** Why the tour ended early: one sentence, and what the service said last if it is to blame. */
export const explain = async (
  starting: Promise<Service>,
  printed: readonly string[],
  error: unknown,
): Promise<string> => {
  const service = await starting.catch(() => undefined)
  if (!service) return reasonOf(error)
  // A request fails a moment before the process is seen to have ended.
  const ended = await Promise.race([service.ended, sleep(500, undefined)])
  const reason = ended === undefined ? reasonOf(error) : `The service ended by itself (${ended}).`
  return [reason, '', 'Its last lines were:', ...printed.slice(-lastLines).map((line) => `  ${line}`)].join(
    '\n',
  )
}
