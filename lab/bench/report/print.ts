import type { JudgedRow } from './targets.ts'

const grouped = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 })
const exact = new Intl.NumberFormat('en-US', { maximumFractionDigits: 2 })

const number = (value: number): string => (Math.abs(value) >= 100 ? grouped : exact).format(value)

const percent = (part: number, whole: number): string => `${exact.format((part / whole) * 100)} %`

const verdict = ({ target, met, value }: JudgedRow): string => {
  if (!target) return ''
  const bound = 'least' in target ? target.least : target.most
  const sign = 'least' in target ? '≥' : '≤'
  if (met) return `${sign} ${number(bound)}  met`
  const by = bound === 0 ? number(value) : percent(Math.abs(value - bound), bound)
  return `${sign} ${number(bound)}  MISSED by ${by}`
}

const limit = ({ limit, value }: JudgedRow): string =>
  limit ? `${percent(value, limit.value)} of ${number(limit.value)} ${limit.what}` : ''

export const table = (rows: readonly JudgedRow[]): string => {
  const cells = rows.map((row) => [row.name, number(row.value), row.unit, verdict(row), limit(row)])
  const widths = [0, 1, 2, 3].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)))
  return cells
    .map(([name = '', value = '', unit = '', target = '', machine = '']) =>
      [
        name.padEnd(widths[0] ?? 0),
        value.padStart(widths[1] ?? 0),
        unit.padEnd(widths[2] ?? 0),
        target.padEnd(widths[3] ?? 0),
        machine,
      ]
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
