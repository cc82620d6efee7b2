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
  /** The request or the step that all of this is for. */
  readonly operation: string
}

const kinds: Readonly<Record<SpanStart['kind'], SpanKind>> = {
  request: SpanKind.SERVER,
  step: SpanKind.CONSUMER,
  call: SpanKind.CLIENT,
}

/**
 * Telemetry by OpenTelemetry. Nothing is registered globally: only what the service itself says is sent. What is counted
 * says which request or step it was counted in.
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
    'etiquette.database.units': meter.createCounter(
      'etiquette.database.units',
      metrics['etiquette.database.units'],
    ),
  }
  // Also for what is a state, such as the depth of a queue: Azure keeps the least and most of these only.
  const measures = new Map<MeasureName, Histogram>()
  const measureOf = (name: MeasureName) => {
    const known = measures.get(name) ?? meter.createHistogram(name, metrics[name])
    measures.set(name, known)
    return known
  }
  const origin = (): Attributes => {
    const operation = scopes.getStore()?.operation
    return operation === undefined ? {} : { operation }
  }

  return {
    count: (name, by, attributes) => counters[name].add(by, { ...origin(), ...attributes }),
    record: (name, value, attributes) => measureOf(name).record(value, { ...origin(), ...attributes }),
    span: async ({ name, kind, attributes = {} }, run) => {
      const around = scopes.getStore()
      const parent = around?.context ?? ROOT_CONTEXT
      const span = tracer.startSpan(name, { kind: kinds[kind], attributes: { ...attributes } }, parent)
      const scope = { context: trace.setSpan(parent, span), operation: around?.operation ?? name }
      try {
        return await scopes.run(scope, () => run((later) => void span.setAttributes({ ...later })))
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
