export type Attributes = Readonly<Record<string, string | number | boolean>>

/** All that is measured; a name that is not in here cannot be used. Attributes are few-valued: no user, item or page. */
export const metrics = {
  'etiquette.answers.accepted': {
    type: 'counter',
    unit: '{answer}',
    description: 'Labels and skips accepted',
  },
  'etiquette.pages.granted': { type: 'counter', unit: '{page}', description: 'Pages handed out' },
  'etiquette.database.units': { type: 'counter', unit: '{RU}', description: 'Request units, by operation' },
  'etiquette.request.duration': { type: 'histogram', unit: 'ms', description: 'By operation and status' },
  'etiquette.step.duration': { type: 'histogram', unit: 'ms', description: 'Steps of long work, by outcome' },
  'etiquette.store.duration': {
    type: 'histogram',
    unit: 'ms',
    description: 'Calls of the store, by outcome',
  },
  'etiquette.work.duration': { type: 'histogram', unit: 's', description: 'Long work that ended, by status' },
  'etiquette.work.items': { type: 'histogram', unit: '{item}', description: 'Items of long work that ended' },
  'etiquette.queue.depth': {
    type: 'histogram',
    unit: '{item}',
    description: 'Items to be handed out, by project',
  },
  'etiquette.leases.live': {
    type: 'histogram',
    unit: '{page}',
    description: 'Pages held by labelers, by project',
  },
  'etiquette.refresh.lag': {
    type: 'histogram',
    unit: 's',
    description: 'Since the last refresh, by project',
  },
} as const

type Metrics = typeof metrics
export type MetricName = keyof Metrics
export type CounterName = {
  [Name in MetricName]: Metrics[Name]['type'] extends 'counter' ? Name : never
}[MetricName]
export type MeasureName = Exclude<MetricName, CounterName>

export interface SpanStart {
  /** Of a closed list: an operation of the API, a step, a call of the store. */
  readonly name: string
  readonly kind: 'request' | 'step' | 'call'
  readonly attributes?: Attributes
}

/** Says how the service does, to whoever runs it. Never fails, and never changes what it observes. */
export interface Telemetry {
  count(name: CounterName, by: number, attributes?: Attributes): void
  record(name: MeasureName, value: number, attributes?: Attributes): void
  /** Runs it as part of the span around it; `note` adds what is known only later. */
  span<T>(start: SpanStart, run: (note: (attributes: Attributes) => void) => Promise<T>): Promise<T>
}

export const noTelemetry: Telemetry = {
  count: () => {},
  record: () => {},
  span: (_start, run) => run(() => {}),
}
