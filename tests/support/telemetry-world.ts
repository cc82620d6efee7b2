import {
  AggregationTemporality,
  InMemoryMetricExporter,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics'
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  ParentBasedSampler,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base'
import { createTelemetry } from '../../src/adapters/telemetry/create-telemetry.ts'

/** Telemetry that stays in memory: what would have been sent. */
export const createTelemetryWorld = () => {
  const exporter = new InMemoryMetricExporter(AggregationTemporality.DELTA)
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 })
  const spanExporter = new InMemorySpanExporter()
  const telemetry = createTelemetry({
    reader,
    spans: new SimpleSpanProcessor(spanExporter),
    sampler: new ParentBasedSampler({ root: new AlwaysOnSampler() }),
    version: '1.2.3',
  })
  return {
    telemetry,
    spans: () => spanExporter.getFinishedSpans(),
    /** All data points since the last look, by name; of a histogram its count and sum. */
    points: async () => {
      exporter.reset()
      await reader.forceFlush()
      return exporter
        .getMetrics()
        .flatMap(({ scopeMetrics }) => scopeMetrics)
        .flatMap(({ metrics }) => metrics)
        .flatMap(({ descriptor, dataPoints }) =>
          dataPoints.map(({ attributes, value }) => ({ name: descriptor.name, attributes, value })),
        )
    },
  }
}
