export type Attributes = Readonly<Record<string, string | number | boolean>>

/** The closed list of metrics. Attributes have low cardinality: no user, item or page. */
export const metrics = {
  'etiquette.answers.accepted': {
    type: 'counter',
    unit: '{answer}',
    description: 'Labels and skips accepted',
  },
  'etiquette.pages.granted': { type: 'counter', unit: '{page}', description: 'Pages handed out' },
  'etiquette.database.units': { type: 'counter', unit: '{RU}', description: 'Request units, by operation' },
  'etiquette.requests.refused': {
    type: 'counter',
    unit: '{request}',
    description: 'Refused calls (401, 403, 429, and 404 that hides something), by operation and code',
  },
  'etiquette.timer.runs': {
    type: 'counter',
    unit: '{run}',
    description: 'Runs of timers that ended, by timer and outcome',
  },
  'etiquette.request.duration': { type: 'histogram', unit: 'ms', description: 'By operation and status' },
  'etiquette.step.duration': { type: 'histogram', unit: 'ms', description: 'Steps of long work, by outcome' },
  'etiquette.store.duration': {
    type: 'histogram',
    unit: 'ms',
    description: 'Calls of the store, by outcome',
  },
  'etiquette.rendition.duration': {
    type: 'histogram',
    unit: 'ms',
    description: 'Renditions that were made, with the wait for room, by kind and outcome',
  },
  'etiquette.work.duration': {
    type: 'histogram',
    unit: 's',
    description: 'Long work that ended, by status, project and export',
  },
  'etiquette.work.items': { type: 'histogram', unit: '{item}', description: 'Items of long work that ended' },
  'etiquette.queue.depth': {
    type: 'histogram',
    unit: '{item}',
    description: 'Open items, by project',
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
  'etiquette.credential.left': {
    type: 'histogram',
    unit: 's',
    description: 'Until the SAS token of a datastore ends, by datastore, if it ends within seven days',
  },
  'etiquette.operations.oldest_open_age': {
    type: 'histogram',
    unit: 's',
    description:
      'Since the start of the oldest operation that has not ended, by holder, with work and project; 0 if the site has none',
  },
} as const

type Metrics = typeof metrics
export type MetricName = keyof Metrics
export type CounterName = {
  [Name in MetricName]: Metrics[Name]['type'] extends 'counter' ? Name : never
}[MetricName]
export type MeasureName = Exclude<MetricName, CounterName>

export interface SpanStart {
  /** From a closed list: an API operation, a step, a call of the store. */
  readonly name: string
  readonly kind: 'request' | 'step' | 'call'
  readonly attributes?: Attributes
}

/** Records metrics and traces for operators. Never throws, and never changes the observed work. */
export interface Telemetry {
  count(name: CounterName, by: number, attributes?: Attributes): void
  record(name: MeasureName, value: number, attributes?: Attributes): void
  /** Runs `run` in a span below the current one. `note` adds attributes that are known only later. */
  span<T>(start: SpanStart, run: (note: (attributes: Attributes) => void) => Promise<T>): Promise<T>
}

export const noTelemetry: Telemetry = {
  count: () => {},
  record: () => {},
  span: (_start, run) => run(() => {}),
}
