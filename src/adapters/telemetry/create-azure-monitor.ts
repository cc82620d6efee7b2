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

const every = 60_000
/** Of the requests; a trace costs money, and metrics count all of them. */
const traced = 0.05

const requests = new ApplicationInsightsSampler(traced)
const always = new AlwaysOnSampler()
const roots: Sampler = {
  shouldSample: (context, traceId, name, kind, attributes, links) =>
    kind === SpanKind.SERVER
      ? requests.shouldSample(context, traceId, name, kind, attributes, links)
      : always.shouldSample(),
  toString: () => 'OneRequestInTwenty',
}

/** Telemetry to Application Insights, as the service's own identity: the connection string is an address, no secret. */
export const createAzureMonitor = ({ connectionString, credential, version }: AzureMonitorOptions) => {
  // What cannot be sent is dropped: an instance's disk is not for it.
  const options = { connectionString, credential, disableOfflineStorage: true }
  return createTelemetry({
    reader: new PeriodicExportingMetricReader({
      exporter: new AzureMonitorMetricExporter(options),
      exportIntervalMillis: every,
    }),
    spans: new BatchSpanProcessor(new AzureMonitorTraceExporter(options)),
    sampler: new ParentBasedSampler({ root: roots }),
    version,
  })
}
