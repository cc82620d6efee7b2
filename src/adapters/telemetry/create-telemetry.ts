import { AsyncLocalStorage } from 'node:async_hooks'
import {
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  trace,
  type Context,
  type Histogram,
} from '@opentelemetry/api'
import { resourceFromAttributes } from '@opentelemetry/resources'
import { MeterProvider, type IMetricReader } from '@opentelemetry/sdk-metrics'
import { BasicTracerProvider, type Sampler, type SpanProcessor } from '@opentelemetry/sdk-trace-base'
import {
  metrics,
  type Attributes,
  type MeasureName,
  type SpanStart,
  type Telemetry,
} from '../../domain/ports/telemetry.ts'

export interface TelemetryOptions {
  readonly reader: IMetricReader
  readonly spans: SpanProcessor
  readonly sampler: Sampler
  readonly version: string
}

interface Scope {
  readonly context: Context
  /** The name of the outermost request or step. */
  readonly operation: string
}

const kinds: Readonly<Record<SpanStart['kind'], SpanKind>> = {
  request: SpanKind.SERVER,
  step: SpanKind.CONSUMER,
  call: SpanKind.CLIENT,
}

/**
 * Telemetry with OpenTelemetry. There is no global registration, so only the signals of the service are sent. Each
 * measurement has the name of its request or step as the attribute `operation`.
 */
export const createTelemetry = (
  options: TelemetryOptions,
): Telemetry & { readonly close: () => Promise<void> } => {
  const { reader, spans, sampler, version } = options
  const resource = resourceFromAttributes({ 'service.name': 'etiquette', 'service.version': version })
  const meters = new MeterProvider({ resource, readers: [reader] })
  const tracers = new BasicTracerProvider({ resource, sampler, spanProcessors: [spans] })
  const meter = meters.getMeter('etiquette')
  const tracer = tracers.getTracer('etiquette')
  const scopes = new AsyncLocalStorage<Scope>()

  const counters = {
    'etiquette.answers.accepted': meter.createCounter(
      'etiquette.answers.accepted',
      metrics['etiquette.answers.accepted'],
    ),
    'etiquette.pages.granted': meter.createCounter(
      'etiquette.pages.granted',
      metrics['etiquette.pages.granted'],
    ),
    'etiquette.requests.refused': meter.createCounter(
      'etiquette.requests.refused',
      metrics['etiquette.requests.refused'],
    ),
    'etiquette.database.units': meter.createCounter(
      'etiquette.database.units',
      metrics['etiquette.database.units'],
    ),
    'etiquette.timer.runs': meter.createCounter('etiquette.timer.runs', metrics['etiquette.timer.runs']),
  }
  // Histograms also for states, such as queue depths: Azure keeps minimum and maximum of histograms only.
  const measures = new Map<MeasureName, Histogram>()
  const measureOf = (name: MeasureName) => {
    const histogram = measures.get(name) ?? meter.createHistogram(name, metrics[name])
    measures.set(name, histogram)
    return histogram
  }
  const origin = (): Attributes => {
    const operation = scopes.getStore()?.operation
    return operation === undefined ? {} : { operation }
  }

  return {
    count: (name, by, attributes) => counters[name].add(by, { ...origin(), ...attributes }),
    record: (name, value, attributes) => measureOf(name).record(value, { ...origin(), ...attributes }),
    span: async ({ name, kind, attributes = {} }, run) => {
      const outer = scopes.getStore()
      const parent = outer?.context ?? ROOT_CONTEXT
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: { ...attributes } }, parent)
      const scope = { context: trace.setSpan(parent, span), operation: outer?.operation ?? name }
      try {
        return await scopes.run(scope, () => run((added) => void span.setAttributes({ ...added })))
      } catch (error) {
        span.setStatus({ code: SpanStatusCode.ERROR })
        throw error
      } finally {
        span.end()
      }
    },
    close: async () => {
      await Promise.allSettled([meters.shutdown(), tracers.shutdown()])
    },
  }
}
