import { z } from 'zod'
import type { Invoke } from '../core/invoke.ts'
import type { TypedData } from '../core/rpc.ts'
import type { HostedFunction } from '../core/validate.ts'
import { EventType, type Happening } from './protocol.ts'
import type { ActivityRow, DurableStore } from './store.ts'

export interface Activities {
  add: (rows: readonly ActivityRow[]) => void
  /** Starts nothing more and waits up to `graceMs`; what is left runs again after a restart. */
  stop: (graceMs: number) => Promise<void>
}

export interface ActivitiesDependencies {
  store: DurableStore
  invoke: Invoke
  functions: ReadonlyMap<string, HostedFunction>
  concurrency: number
  clientData: () => string
  /** An activity of this instance has ended. */
  onFinished: (instance: string) => void
}

/** Runs activities in the order they were scheduled, a bounded number at a time. */
export function createActivities(dependencies: ActivitiesDependencies): Activities {
  const { store, functions, concurrency, onFinished } = dependencies
  let queue: ActivityRow[] = []
  let head = 0
  let stopped = false
  let isClosed = false
  const running = new Set<Promise<void>>()

  const run = async (row: ActivityRow): Promise<void> => {
    const fn = functions.get(row.name)
    const event =
      fn === undefined
        ? failed(row, new Error('The function does not exist any more.'))
        : await runActivity(dependencies, fn, row)
    // The store is gone; the activity runs again after the restart.
    if (isClosed) return
    store.finishActivity(row, JSON.stringify(event))
    onFinished(row.instance)
  }

  const pump = () => {
    if (stopped) return
    while (running.size < concurrency && head < queue.length) {
      const row = queue[head++]
      if (row === undefined) break
      const done: Promise<void> = run(row).finally(() => {
        running.delete(done)
        pump()
      })
      running.add(done)
    }
    if (head > 1000) {
      queue = queue.slice(head)
      head = 0
    }
  }

  return {
    add(rows) {
      for (const row of rows) queue.push(row)
      pump()
    },
    async stop(graceMs) {
      stopped = true
      const { promise, resolve } = Promise.withResolvers<undefined>()
      const timeout = setTimeout(() => {
        resolve(undefined)
      }, graceMs)
      await Promise.race([Promise.allSettled(running), promise])
      clearTimeout(timeout)
      isClosed = true
    },
  }
}

async function runActivity(
  { invoke, clientData }: ActivitiesDependencies,
  fn: HostedFunction,
  row: ActivityRow,
): Promise<Happening> {
  const data: TypedData = row.payload === null ? {} : { string: row.payload }
  try {
    const outcome = await invoke(fn.registered, {
      inputData: [
        { name: fn.triggerName, data },
        ...fn.clients.map((name) => ({ name, data: { string: clientData() } })),
      ],
      triggerMetadata: { instanceId: { json: JSON.stringify(row.instance) }, data },
    })
    if (outcome.error !== undefined) return failed(row, outcome.error)
    const { returnValue } = await outcome.respond(outcome.result)
    return { EventType: EventType.TaskCompleted, TaskScheduledId: row.task, Result: resultText(returnValue) }
  } catch (error) {
    return failed(row, error instanceof Error ? error : new Error(String(error)))
  }
}

function resultText(data: TypedData | null | undefined): string {
  if (data === null || data === undefined) return 'null'
  if (data.json !== undefined) return data.json
  if (data.bytes !== undefined) return JSON.stringify(Buffer.from(data.bytes).toString('base64'))
  return JSON.stringify(data.string ?? data.int ?? data.double ?? null)
}

const details = z.object({
  errorType: z.string(),
  errorMessage: z.string(),
  isNonRetriable: z.boolean().default(false),
  properties: z.record(z.string(), z.unknown()).optional(),
  stackTrace: z.string().optional(),
})

/** `setExceptionPropertiesProvider` sends an error's details as JSON in its message. */
function detailsOf(message: string): z.infer<typeof details> | undefined {
  if (!message.startsWith('{')) return undefined
  try {
    return details.safeParse(JSON.parse(message)).data
  } catch {
    // A message that merely begins like JSON.
    return undefined
  }
}

function failed({ name, task }: ActivityRow, error: Error): Happening {
  const found = detailsOf(error.message)
  const message = found?.errorMessage ?? error.message
  const event = {
    EventType: EventType.TaskFailed,
    TaskScheduledId: task,
    Reason: `Activity function '${name}' failed: ${message}`,
    Details: error.stack ?? '',
  }
  if (found === undefined) return event
  return {
    ...event,
    FailureDetails: {
      ErrorType: found.errorType,
      ErrorMessage: found.errorMessage,
      StackTrace: found.stackTrace ?? '',
      IsNonRetriable: found.isNonRetriable,
      Properties: found.properties ?? {},
      InnerFailure: null,
    },
  }
}
