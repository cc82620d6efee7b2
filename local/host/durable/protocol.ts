import { z } from 'zod'

/** The app, or a stored instance, needs something that this host does not do. */
export class UnsupportedError extends Error {
  override readonly name = 'UnsupportedError'

  constructor(what: string) {
    super(`${what} is not supported by the embedded host: local/README.md lists what is.`)
  }
}

/** Numbers of the history events of the Durable Task Framework. */
export const eventTypes = {
  executionStarted: 0,
  executionCompleted: 1,
  executionFailed: 2,
  executionTerminated: 3,
  taskScheduled: 4,
  taskCompleted: 5,
  taskFailed: 6,
  timerCreated: 10,
  timerFired: 11,
  orchestratorStarted: 12,
  orchestratorCompleted: 13,
} as const

const retryOptions = z.object({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number(),
  backoffCoefficient: z.number().optional(),
  maxRetryIntervalInMilliseconds: z.number().optional(),
})
export type RetryOptions = Readonly<z.infer<typeof retryOptions>>

const requestedRetry = retryOptions.extend({ retryTimeoutInMilliseconds: z.number().optional() })
export const parseRetryOptions = (value: unknown): z.infer<typeof requestedRetry> =>
  requestedRetry.parse(value)

/** JSON has no `undefined` and no functions: such a value is absent. @throws for what JSON cannot hold */
export const jsonText = (value: unknown): string | null => {
  const json: string | undefined = JSON.stringify(value)
  return json ?? null
}

const text = z.string()
const event = <T extends number, S extends z.core.$ZodLooseShape>(type: T, members: S) =>
  z.object({ EventType: z.literal(type), ...members })
const ended = { OrchestrationStatus: text, Result: text.nullable() }

const happening = z.discriminatedUnion('EventType', [
  event(eventTypes.executionStarted, {
    OrchestrationInstance: z.object({ InstanceId: text, ExecutionId: text }),
    ParentInstance: z.null(),
    Name: text,
    Version: text,
    Input: text.nullable(),
    Tags: z.null(),
  }),
  event(eventTypes.executionCompleted, ended),
  event(eventTypes.executionFailed, ended),
  event(eventTypes.executionTerminated, { Input: text.nullable() }),
  // RetryOptions is this host's own member: the packages ignore it, and with it history alone describes a task.
  event(eventTypes.taskScheduled, {
    Name: text,
    Version: text,
    RetryOptions: retryOptions.optional(),
    Input: text,
  }),
  event(eventTypes.taskCompleted, { TaskScheduledId: z.number(), Result: text }),
  event(eventTypes.taskFailed, { TaskScheduledId: z.number(), Reason: text, Details: text }),
  event(eventTypes.timerCreated, { FireAt: text }),
  event(eventTypes.timerFired, { TimerId: z.number(), FireAt: text }),
  event(eventTypes.orchestratorStarted, {}),
  event(eventTypes.orchestratorCompleted, {}),
])

/** An event that is not yet part of a history. */
export type Happening = Readonly<z.infer<typeof happening>>
/** `EventId` is the id of the task that an event creates, and -1 for every other event; `Timestamp` is ISO 8601. */
export type HistoryEvent = Happening & { readonly EventId: number; readonly Timestamp: string }

const placed = z.object({ EventId: z.number().default(-1), Timestamp: text.default('') })

/** @throws UnsupportedError for an event that only another version of the host handles */
const checkedHappening = (value: unknown): Happening => {
  const { success, data } = happening.safeParse(value)
  if (!success) throw new UnsupportedError(`The stored event ${JSON.stringify(value).slice(0, 100)}`)
  return data
}

/** @throws UnsupportedError */
export const parseHappening = (json: string): Happening => checkedHappening(JSON.parse(json))

/** @throws UnsupportedError */
export const parseEvent = (json: string): HistoryEvent => {
  const value: unknown = JSON.parse(json)
  return { ...checkedHappening(value), ...placed.parse(value) }
}

/** The text of an event as it is stored: without `IsPlayed`, which differs from turn to turn. */
export const eventText = (happened: Happening, Timestamp: string, EventId = -1): string => {
  const { EventType, ...members } = happened
  return JSON.stringify({ EventType, EventId, Timestamp, ...members })
}

/** An event of a turn's payload, from its stored text. */
export const playedText = (stored: string, isPlayed: boolean): string =>
  `{"IsPlayed":${String(isPlayed)},${stored.slice(1)}`

export interface TurnPayload {
  /** Event texts with `IsPlayed`, joined by commas. */
  readonly history: string
  readonly inputJson: string | null
  readonly instanceId: string
  readonly isReplaying: boolean
}

/** Long enough that the SDK never splits a timer into several, which would take more task ids. */
const longestTimer = '"9000.00:00:00"'

/** The text sent to an orchestrator function. Schema 2 (V3) has timers of any length and no entity locks. */
export const turnPayload = ({ history, inputJson, instanceId, isReplaying }: TurnPayload): string =>
  `{"history":[${history}],"input":${inputJson ?? 'null'},"instanceId":${JSON.stringify(instanceId)},` +
  `"isReplaying":${String(isReplaying)},"parentInstanceId":null,` +
  `"upperSchemaVersion":1,"upperSchemaVersionNew":2,"longRunningTimerIntervalDuration":${longestTimer},` +
  `"maximumShortTimerDuration":${longestTimer},"defaultHttpAsyncRequestSleepTimeMillseconds":30000}`
