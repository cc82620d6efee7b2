import { z } from 'zod'

/** Numbers of the history events of the Durable Task Framework. */
export const EventType = {
  ExecutionStarted: 0,
  ExecutionCompleted: 1,
  ExecutionFailed: 2,
  ExecutionTerminated: 3,
  TaskScheduled: 4,
  TaskCompleted: 5,
  TaskFailed: 6,
  SubOrchestrationInstanceCreated: 7,
  SubOrchestrationInstanceCompleted: 8,
  SubOrchestrationInstanceFailed: 9,
  TimerCreated: 10,
  TimerFired: 11,
  OrchestratorStarted: 12,
  OrchestratorCompleted: 13,
  EventRaised: 15,
  ExecutionSuspended: 19,
  ExecutionResumed: 20,
} as const

const retryOptions = z.object({
  firstRetryIntervalInMilliseconds: z.number(),
  maxNumberOfAttempts: z.number(),
  backoffCoefficient: z.number().optional(),
  maxRetryIntervalInMilliseconds: z.number().optional(),
  retryTimeoutInMilliseconds: z.number().optional(),
})
export type RetryOptions = z.infer<typeof retryOptions>
export const parseRetryOptions = (value: unknown): RetryOptions => retryOptions.parse(value)

/** JSON has no `undefined` and no functions: such a value is absent. Throws for what JSON cannot hold. */
export function jsonText(value: unknown): string | null {
  const json: string | undefined = JSON.stringify(value)
  return json ?? null
}

const text = z.string()
const nullableText = z.string().nullable()
const instanceOf = z.object({ InstanceId: text, ExecutionId: text })

const failure = {
  TaskScheduledId: z.number(),
  Reason: text,
  Details: text,
  FailureDetails: z.unknown().optional(),
}
// RetryOptions is this host's own member: the packages ignore it, and it makes history the whole truth about a task.
const call = { Name: text, Version: text, RetryOptions: retryOptions.optional() }

const shapes = z.discriminatedUnion('EventType', [
  z.object({
    EventType: z.literal(EventType.ExecutionStarted),
    OrchestrationInstance: instanceOf,
    ParentInstance: z
      .object({ Name: text, OrchestrationInstance: instanceOf, TaskScheduleId: z.number() })
      .nullable(),
    Name: text,
    Version: text,
    Input: nullableText,
    Tags: z.null(),
  }),
  z.object({
    EventType: z.literal(EventType.ExecutionCompleted),
    OrchestrationStatus: text,
    Result: nullableText,
  }),
  z.object({
    EventType: z.literal(EventType.ExecutionFailed),
    OrchestrationStatus: text,
    Result: nullableText,
  }),
  z.object({ EventType: z.literal(EventType.ExecutionTerminated), Input: text }),
  z.object({ EventType: z.literal(EventType.TaskScheduled), ...call, Input: text }),
  z.object({ EventType: z.literal(EventType.TaskCompleted), TaskScheduledId: z.number(), Result: text }),
  z.object({ EventType: z.literal(EventType.TaskFailed), ...failure }),
  z.object({
    EventType: z.literal(EventType.SubOrchestrationInstanceCreated),
    ...call,
    InstanceId: text,
    // The id asked for by the caller, which a retry uses again.
    RequestedId: text.optional(),
    Input: nullableText,
  }),
  z.object({
    EventType: z.literal(EventType.SubOrchestrationInstanceCompleted),
    TaskScheduledId: z.number(),
    Result: text,
  }),
  z.object({ EventType: z.literal(EventType.SubOrchestrationInstanceFailed), ...failure }),
  z.object({ EventType: z.literal(EventType.TimerCreated), FireAt: text }),
  z.object({ EventType: z.literal(EventType.TimerFired), TimerId: z.number(), FireAt: text }),
  z.object({ EventType: z.literal(EventType.OrchestratorStarted) }),
  z.object({ EventType: z.literal(EventType.OrchestratorCompleted) }),
  z.object({ EventType: z.literal(EventType.EventRaised), Name: text, Input: nullableText }),
  z.object({ EventType: z.literal(EventType.ExecutionSuspended), Input: text }),
  z.object({ EventType: z.literal(EventType.ExecutionResumed), Input: text }),
])

/** What happened, not yet placed in a history. */
export type Happening = z.infer<typeof shapes>
/** `EventId` is the id of the task an event creates and -1 for every other event; `Timestamp` is ISO 8601. */
export type HistoryEvent = Happening & { EventId: number; Timestamp: string }

const event = z.intersection(
  shapes,
  z.object({ EventId: z.number().default(-1), Timestamp: text.default('') }),
)

export const parseEvent = (json: string): HistoryEvent => event.parse(JSON.parse(json))
export const parseHappening = (json: string): Happening => shapes.parse(JSON.parse(json))

/** The text of an event as it is stored: without `IsPlayed`, which differs from turn to turn. */
export const eventText = (happening: Happening, Timestamp: string, EventId = -1): string => {
  const { EventType: type, ...members } = happening
  return JSON.stringify({ EventType: type, EventId, Timestamp, ...members })
}

/** An event of a turn's payload, from its stored text. */
export const playedText = (stored: string, isPlayed: boolean): string =>
  `{"IsPlayed":${String(isPlayed)},${stored.slice(1)}`

export interface TurnPayload {
  /** Event texts with `IsPlayed`, joined by commas. */
  history: string
  inputJson: string | null
  instanceId: string
  isReplaying: boolean
  parentInstanceId: string | null
}

// Long enough that the SDK never splits a timer into several, which would take more task ids.
const LONGEST_TIMER = '"9000.00:00:00"'

/** The text sent to an orchestrator function. Schema 2 (V3) has timers of any length and no entity locks. */
export const turnPayload = ({
  history,
  inputJson,
  instanceId,
  isReplaying,
  parentInstanceId,
}: TurnPayload): string =>
  `{"history":[${history}],"input":${inputJson ?? 'null'},"instanceId":${JSON.stringify(instanceId)},` +
  `"isReplaying":${String(isReplaying)},"parentInstanceId":${JSON.stringify(parentInstanceId)},` +
  `"upperSchemaVersion":1,"upperSchemaVersionNew":2,"longRunningTimerIntervalDuration":${LONGEST_TIMER},` +
  `"maximumShortTimerDuration":${LONGEST_TIMER},"defaultHttpAsyncRequestSleepTimeMillseconds":30000}`
