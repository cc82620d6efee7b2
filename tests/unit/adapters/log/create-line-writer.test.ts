import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { createLineWriter } from '../../../../src/adapters/log/create-line-writer.ts'
import { createLog } from '../../../../src/adapters/log/create-log.ts'
import type { LogLevel } from '../../../../src/domain/ports/log.ts'
import { createHostOutput } from '../../../support/host-level.ts'
import { checkProperty } from '../../../support/property.ts'

const hostJson = z.object({
  logging: z.object({
    logLevel: z.record(z.string(), z.string()),
    applicationInsights: z.object({ samplingSettings: z.object({ excludedTypes: z.string() }) }),
  }),
})

const shownAs: Readonly<Record<LogLevel, LogLevel>> = {
  // The host knows no less than Information of a line.
  Debug: 'Information',
  Information: 'Information',
  Warning: 'Warning',
  Error: 'Error',
}

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('warn', 'WARN', 'Warning', 'error', 'failed', 'severe', '\\', '\\u0077', '"', '\n'),
    )
    .map((parts) => parts.join('')),
)

it('has each line of the log arrive with its level and its text', async () => {
  await checkProperty(
    'log-levels-on-the-host',
    fc.property(
      fc.constantFrom('Debug', 'Information', 'Warning', 'Error'),
      text,
      text,
      (level: LogLevel, message, field) => {
        const output = createHostOutput()
        const log = createLog({ level: 'Debug', now: () => 0, write: createLineWriter(output) })
        log(level, message, { field })
        expect(output.lines.map((line) => line.level)).toEqual([shownAs[level]])
        const written: unknown = JSON.parse(output.lines[0]?.json ?? '')
        expect(written).toEqual({ time: '1970-01-01T00:00:00.000Z', level, message, field })
      },
    ),
  )
})

it('is neither filtered nor sampled by host.json', () => {
  const { logLevel, applicationInsights } = hostJson.parse(
    JSON.parse(readFileSync(join(__dirname, '../../../../host.json'), 'utf8')),
  ).logging
  // The category of the lines of a worker; the longest prefix decides.
  const category = 'Host.Function.Console'
  const filters = Object.keys(logLevel).filter((name) => category.startsWith(name))
  expect(logLevel[filters.toSorted().at(-1) ?? 'default']).toBe('Information')
  expect(applicationInsights.samplingSettings.excludedTypes.split(';')).toContain('Trace')
})

it('keeps an error that speaks of a warning an error', () => {
  const output = createHostOutput()
  const log = createLog({ level: 'Debug', now: () => 0, write: createLineWriter(output) })
  log('Error', 'A Warning came first', { error: new Error('forewarned') })
  expect(output.lines).toMatchObject([{ level: 'Error' }])
  expect(JSON.parse(output.lines[0]?.json ?? '')).toMatchObject({
    message: 'A Warning came first',
    error: { message: 'forewarned' },
  })
})
