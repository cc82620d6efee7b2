import { styleText } from 'node:util'

type Value = number | string

interface Check {
  readonly what: string
  readonly expected: Value
  readonly came: Value
}

/** Every number that was known beforehand, beside the one that came out. */
export interface Checks {
  readonly expect: (what: string, expected: Value, came: Value) => void
  readonly failed: () => readonly Check[]
  readonly table: () => string
}

export const createChecks = (): Checks => {
  const all: Check[] = []
  const isRight = ({ expected, came }: Check): boolean => expected === came
  return {
    expect: (what, expected, came) => {
      all.push({ what, expected, came })
    },
    failed: () => all.filter((check) => !isRight(check)),
    table: () => {
      const rows = [
        ['', 'expected', 'came'],
        ...all.map(({ what, expected, came }) => [what, `${expected}`, `${came}`]),
      ]
      const width = (column: number): number => Math.max(...rows.map((row) => (row[column] ?? '').length))
      const [whats, expecteds, cames] = [width(0), width(1), width(2)]
      return rows
        .map(([what = '', expected = '', came = ''], index) => {
          const check = all[index - 1]
          const mark = !check ? ' ' : isRight(check) ? styleText('green', '✓') : styleText('red', '✗')
          return `  ${mark} ${what.padEnd(whats)}  ${expected.padStart(expecteds)}  ${came.padStart(cames)}`
        })
        .join('\n')
    },
  }
}
