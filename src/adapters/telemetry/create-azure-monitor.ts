import {
  ApplicationInsightsSampler,
  AzureMonitorMetricExporter,
  AzureMonitorTraceExporter,
  type AzureMonitorExporterOptions,
} from '@azure/monitor-opentelemetry-exporter'
import { SpanKind } from '@opentelemetry/api'
import { PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics'
import {
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
} from '@opentelemetry/sdk-trace-base'
import { createTelemetry } from './create-telemetry.ts'

export interface AzureMonitorOptions {
  readonly connectionString: string
  readonly credential: NonNullable<AzureMonitorExporterOptions['credential']>
  readonly version: string
}

/** Milliseconds. */
const exportInterval = 60_000
/** Traces cost money, and metrics already count every request. */
const requestSampleRatio = 0.05

const requestSampler = new ApplicationInsightsSampler(requestSampleRatio)
const alwaysSampler = new AlwaysOnSampler()
const rootSampler: Sampler = {
  shouldSample: (context, traceId, name, kind, attributes, links) =>
    kind === SpanKind.SERVER
      ? requestSampler.shouldSample(context, traceId, name, kind, attributes, links)
      : alwaysSampler.shouldSample(),
  toString: () => 'OneRequestInTwenty',
}

/** Sends telemetry to Application Insights with the identity of the service. The connection string is not a secret. */
export const createAzureMonitor = ({ connectionString, credential, version }: AzureMonitorOptions) => {
  // Failed exports are dropped: an instance has no persistent disk.
  const options = { connectionString, credential, disableOfflineStorage: true }
  return createTelemetry({
    reader: new PeriodicExportingMetricReader({
      exporter: new AzureMonitorMetricExporter(options),
      exportIntervalMillis: exportInterval,
    }),
    spans: new BatchSpanProcessor(new AzureMonitorTraceExporter(options)),
    sampler: new ParentBasedSampler({ root: rootSampler }),
    version,
  })
}
