import type { FuzzResult } from './run.ts'

const megabyte = 1024 * 1024

/** By status, so that what never came anywhere is one short line. */
const unseenLines = (unseen: readonly string[], operations: number): readonly string[] =>
  [...Map.groupBy(unseen, (key) => key.slice(-3))]
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(
      ([status, keys]) =>
        `  ${status}  ${keys.length > operations * 0.8 ? `${keys.length} operations` : keys.map((key) => key.slice(0, -4)).join(', ')}`,
    )

/** The counts as a table, what never came, and what was found. */
export const report = ({ tally, unseen, seconds, findings, afterwards }: FuzzResult): string => {
  const rows = tally.rows()
  const width = Math.max(...rows.map(([by]) => by.length))
  const table = rows.map(
    ([by, counts]) =>
      `${by.padEnd(width)}  ${counts.map(([status, count]) => `${status} ×${count}`).join('  ')}`,
  )
  const total = tally.total()
  return [
    '',
    ...table,
    '',
    `${total} requests in ${seconds.toFixed(1)} s, ${Math.round(total / seconds)}/s; the process held at most ${Math.round(afterwards.peak / megabyte)} MB`,
    'documented and never seen:',
    ...unseenLines(unseen, rows.length),
    '',
    ...findings.map(({ kind, message, commands }) => `FOUND ${kind}\n  ${message}\n${commands.join('\n')}\n`),
    ...afterwards.faults.map((text) => `AFTERWARDS ${text}`),
    findings.length + afterwards.faults.length === 0 ? 'Nothing was found' : '',
  ].join('\n')
}
