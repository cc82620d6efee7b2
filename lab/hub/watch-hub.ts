import { resolve } from 'node:path'
import { countLines } from './count-lines.ts'
import type { HubStorage } from './hub-storage.ts'
import { readLogFilter } from './log-filter.ts'

const hostJson = resolve(import.meta.dirname, '../../host.json')

type Row = readonly [what: string, value: string]

/**
 * Begins to count what a task hub costs: requests of its storage, and log lines without and with the filters of `host.json`.
 * @returns What it was until now, per minute; the logs are those of the extension
 */
export const watchHub = (
  { requests }: Pick<HubStorage, 'requests'>,
  from: number,
): ((logs: readonly string[]) => Promise<readonly Row[]>) => {
  const before = requests()
  return async (logs) => {
    const minutes = (Date.now() - from) / 60_000
    const now = requests()
    const perMinute = (count: number): string => (count / minutes).toFixed(1)
    const lines = await countLines(logs, from, readLogFilter(hostJson))
    const sum = (which: 'written' | 'kept'): number =>
      [...lines.values()].reduce((total, count) => total + count[which], 0)
    const byService = [now.Blob - before.Blob, now.Queue - before.Queue, now.Table - before.Table]
    return [
      ["requests of the hub's storage a minute", perMinute(byService.reduce((one, other) => one + other))],
      ['  blobs / queues / tables', byService.map(perMinute).join(' / ')],
      ['log lines of the extension a minute', perMinute(sum('written'))],
      ['  that host.json keeps', perMinute(sum('kept'))],
      ...[...lines]
        .toSorted(([, one], [, other]) => other.written - one.written)
        .map(([category, { written, kept }]): Row => [
          `  ${category}`,
          `${perMinute(written)}, kept ${perMinute(kept)}`,
        ]),
    ]
  }
}
