/** One thing that was measured, again and again. */
export interface Measured {
  readonly name: string
  readonly unit: 'ms' | 'MB' | 'kB'
  readonly values: readonly number[]
}

export interface Row {
  readonly name: string
  readonly unit: Measured['unit']
  readonly count: number
  readonly median: number
  readonly p95: number
  readonly budget: number
  /** The p95 as a part of the budget. */
  readonly ofBudget: number
}

/** The smallest value that so many percent do not exceed. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = values.toSorted((one, other) => one - other)
  const value = sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)]
  if (value === undefined) throw new Error('Nothing was measured')
  return value
}

export const toRow = ({ name, unit, values }: Measured, budget: number): Row => {
  const p95 = percentile(values, 95)
  return {
    name,
    unit,
    count: values.length,
    median: percentile(values, 50),
    p95,
    budget,
    ofBudget: p95 / budget,
  }
}

const shown = new Intl.NumberFormat('en-US', { maximumFractionDigits: 1 })

export const table = (rows: readonly Row[]): string => {
  const cells = [
    ['what', 'n', 'median', 'p95', 'budget', '', 'p95 / budget'],
    ...rows.map(({ name, unit, count, median, p95, budget, ofBudget }) => [
      name,
      String(count),
      shown.format(median),
      shown.format(p95),
      shown.format(budget),
      unit,
      `${ofBudget.toFixed(2)}${ofBudget > 1 ? '  MISSED' : ''}`,
    ]),
  ]
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0))) ?? []
  const isText = (column: number): boolean => column === 0 || column >= 5
  return cells
    .map((row) =>
      row
        .map((cell, column) =>
          isText(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}
