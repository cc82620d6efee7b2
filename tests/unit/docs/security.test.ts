import { describe, expect, it } from '@jest/globals'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(__dirname, '../../..')
const read = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8')
const page = read('docs/security.md')

interface Row {
  readonly id: string
  readonly here: string
  /** Empty: there is none. */
  readonly file: string
}

/** The rows of the tables whose first cell begins with such an id. */
const rowsOf = (id: RegExp): readonly Row[] =>
  page.split('\n').flatMap((line): Row[] => {
    const cells = line.split('|').map((cell) => cell.trim())
    const [found] = id.exec(cells[1] ?? '') ?? []
    if (!line.startsWith('|') || found === undefined) return []
    const test = /`([^`]+\.test\.ts)`/.exec(cells.at(-2) ?? '')?.[1] ?? ''
    const file = test === '' || test.includes('/') ? test : `tests/e2e/security/${test}`
    return [{ id: found, here: cells.at(-3) ?? '', file }]
  })

const titlesIn = (file: string): string =>
  [...read(file).matchAll(/(?:test|it)(?:\.each)?\(\s*(['"`])((?:(?!\1).)*)\1/g)]
    .map(([, , title]) => title ?? '')
    .join('\n')

const cves = rowsOf(/^(?:CVE|GHSA)-[\w-]+/)
const risks = rowsOf(/^API\d+/)

describe('the security page', () => {
  it('has every case once, and the ten risks', () => {
    expect(cves).toHaveLength(26)
    expect(new Set(cves.map(({ id }) => id)).size).toBe(cves.length)
    expect(risks.map(({ id }) => id)).toEqual(Array.from({ length: 10 }, (_, index) => `API${index + 1}`))
  })

  it.each([...cves, ...risks].map((row) => [row.id, row] as const))(
    '%s names a test of that name, or says why it cannot arise',
    (id, { here, file }) => {
      if (file === '') expect(here).toMatch(/^cannot arise: \S/)
      else expect(titlesIn(file)).toMatch(new RegExp(`\\b${id}\\b`))
    },
  )
})
