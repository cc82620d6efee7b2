import { settledWithin } from '../clock.ts'
import type { Clock } from '../clock.ts'
import type { Invoke } from '../core/invoke.ts'
import type { TypedData } from '../core/rpc.ts'
import type { HostedFunction } from '../core/validate.ts'
import { errorMessage } from '../log.ts'
import type { Log } from '../log.ts'
import { eventTypes } from './protocol.ts'
import { retryWrite } from './retry-write.ts'
import type { Happening } from './protocol.ts'
import type { ActivityRow } from './step.ts'
import type { DurableStore } from './store.ts'

export interface Activities {
  readonly add: (rows: readonly ActivityRow[]) => void
  /** Starts nothing more and waits up to `graceMs`; what is left runs again after a restart. */
  readonly stop: (graceMs: number) => Promise<void>
}

interface ActivitiesDeps {
  readonly store: DurableStore
  readonly invoke: Invoke
  readonly clock: Clock
  readonly log: Log
  /** The app's activity functions by name. */
  readonly functions: ReadonlyMap<string, HostedFunction>
  /** Activities that run at a time. */
  readonly concurrency: number
  /** An activity of this instance has ended. */
  readonly onFinished: (instance: string) => void
}

/** Places in the queue that have been used up before they are freed. */
const spareLimit = 1000

const resultText = (data: TypedData | null | undefined): string => {
  if (data === null || data === undefined) return 'null'
  if (data.json !== undefined) return data.json
  if (data.bytes !== undefined) return JSON.stringify(Buffer.from(data.bytes).toString('base64'))
  return JSON.stringify(data.string ?? data.int ?? data.double ?? null)
}

const failed = ({ name, task }: ActivityRow, { message, stack = '' }: Error): Happening => ({
  EventType: eventTypes.taskFailed,
  TaskScheduledId: task,
  Reason: `Activity function '${name}' failed: ${message}`,
  Details: stack,
})

const runActivity = async (
  invoke: Invoke,
  fn: HostedFunction | undefined,
  row: ActivityRow,
): Promise<Happening> => {
  if (fn === undefined) return failed(row, new Error('The function does not exist any more.'))
  const data: TypedData = row.payload === null ? {} : { string: row.payload }
  try {
    const { result, error, respond } = await invoke(fn.registered, {
      inputData: [{ name: fn.triggerName, data }],
      triggerMetadata: { instanceId: { json: JSON.stringify(row.instance) }, data },
    })
    if (error !== undefined) return failed(row, error)
    const { returnValue } = await respond(result)
    return {
      EventType: eventTypes.taskCompleted,
      TaskScheduledId: row.task,
      Result: resultText(returnValue),
    }
  } catch (error) {
    return failed(row, error instanceof Error ? error : new Error(String(error)))
  }
}

/** Runs activities in the order in which they were scheduled, a bounded number at a time. */
export const createActivities = (deps: ActivitiesDeps): Activities => {
  const { store, invoke, clock, log, functions, concurrency, onFinished } = deps
  let queue: ActivityRow[] = []
  let head = 0
  let stopped = false
  let isClosed = false
  const running = new Set<Promise<void>>()

  const run = async (row: ActivityRow): Promise<void> => {
    const event = JSON.stringify(await runActivity(invoke, functions.get(row.name), row))
    // Without its record the activity would run again, or be lost: it holds its place until there is one.
    const isRecorded = await retryWrite(
      clock,
      () => isClosed,
      () => store.finishActivity(row, event),
    )
    // The store is closed; the activity runs again after the restart.
    if (isRecorded) onFinished(row.instance)
  }

  const runSafely = async (row: ActivityRow): Promise<void> => {
    try {
      await run(row)
    } catch (error) {
      log(
        'critical',
        'Host.Durable',
        `The end of an activity of the instance "${row.instance}" could not be stored; it runs again after a restart: ${errorMessage(error)}`,
        error,
      )
    }
  }

  const pump = () => {
    if (stopped) return
    while (running.size < concurrency) {
      const row = queue[head]
      if (row === undefined) break
      head += 1
      const done: Promise<void> = runSafely(row).finally(() => {
        running.delete(done)
        pump()
      })
      running.add(done)
    }
    if (head <= spareLimit) return
    queue = queue.slice(head)
    head = 0
  }

  return {
    add: (rows) => {
      for (const row of rows) queue.push(row)
      pump()
    },
    stop: async (graceMs) => {
      stopped = true
      await settledWithin(clock, graceMs, running)
      isClosed = true
    },
  }
}
