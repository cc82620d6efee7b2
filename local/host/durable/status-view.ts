import { type Instance, isFinal } from './instances.ts'
import { EventType, type HistoryEvent } from './protocol.ts'

const NAMES = new Map<number, string>(Object.entries(EventType).map(([name, number]) => [number, name]))
const HIDDEN: ReadonlySet<number> = new Set([
  EventType.OrchestratorStarted,
  EventType.OrchestratorCompleted,
  EventType.TaskScheduled,
  EventType.SubOrchestrationInstanceCreated,
])

const parse = (json: string | null): unknown => (json === null ? null : JSON.parse(json))
// The extension writes whole seconds.
const seconds = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`

/** An instance as the management API shows it. */
export const instanceView = (instance: Instance, showInput: boolean) => ({
  name: instance.name,
  instanceId: instance.id,
  runtimeStatus: instance.status,
  input: showInput ? parse(instance.input) : null,
  customStatus: parse(instance.customStatus),
  output: parse(instance.output),
  createdTime: seconds(instance.created),
  lastUpdatedTime: seconds(instance.updated),
})

export const isGoingOn = ({ status }: Instance): boolean => !isFinal(status)

/** The events worth showing; those that end a task tell what it was. */
export function historyView(history: readonly HistoryEvent[], showOutput: boolean): object[] {
  const created = new Map(
    history.filter(({ EventId }) => EventId >= 0).map((event) => [event.EventId, event]),
  )
  return history
    .filter(({ EventType: type }) => !HIDDEN.has(type))
    .map((event) => {
      const { EventType: type, EventId: _id, ...members } = event
      const view: Record<string, unknown> = { ...members, EventType: NAMES.get(type) }
      if (typeof view['Result'] === 'string') view['Result'] = showOutput ? parse(view['Result']) : undefined
      const start = 'TaskScheduledId' in event ? created.get(event.TaskScheduledId) : undefined
      if (start === undefined || !('Name' in start)) return view
      delete view['TaskScheduledId']
      return { ...view, ScheduledTime: start.Timestamp, FunctionName: start.Name }
    })
}
