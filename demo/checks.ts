import { styleText } from 'node:util'

type Value = number | string

interface Check {
  readonly what: string
  readonly expected: Value
  readonly came: Value
}

interface Summary {
  /** A table, and a sentence on it. */
  readonly text: string
  /** The exit status: 0 only if every number came out as known beforehand. */
  readonly status: 0 | 1
}

/** Every number that was known beforehand, beside the one that came out. */
export interface Checks {
  readonly expect: (what: string, expected: Value, came: Value) => void
  readonly summarize: () => Summary
}

const isRight = ({ expected, came }: Check): boolean => expected === came

const tableOf = (checks: readonly Check[]): string => {
  const rows = [
    { mark: ' ', what: '', expected: 'expected', came: 'came' },
    ...checks.map((check) => ({
      mark: isRight(check) ? styleText('green', '✓') : styleText('red', '✗'),
      what: check.what,
      expected: `${check.expected}`,
      came: `${check.came}`,
    })),
  ]
  const width = (column: 'what' | 'expected' | 'came') => Math.max(...rows.map((row) => row[column].length))
  const [whats, expecteds, cames] = [width('what'), width('expected'), width('came')]
  return rows
    .map(
      ({ mark, what, expected, came }) =>
        `  ${mark} ${what.padEnd(whats)}  ${expected.padStart(expecteds)}  ${came.padStart(cames)}`,
    )
    .join('\n')
}

export const createChecks = (): Checks => {
  const all: Check[] = []
  return {
    expect: (what, expected, came) => {
      all.push({ what, expected, came })
    },
    summarize: () => {
      const wrong = all.filter((check) => !isRight(check))
      const sentences = wrong.map(({ what, expected, came }) => `${what}: ${came} instead of ${expected}.`)
      const verdict = wrong.length === 0 ? ['Every number came out as expected.'] : ['Not so:', ...sentences]
      return { text: `${tableOf(all)}\n\n${verdict.join('\n')}`, status: wrong.length === 0 ? 0 : 1 }
    },
  }
}
