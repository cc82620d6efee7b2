import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createReport } from '../../../../tools/infra/create-report.ts'

let root: string
let lines: string[]
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'etiquette-report-'))
  lines = []
})
afterEach(() => rmSync(root, { recursive: true }))

const open = (update: boolean) => createReport({ root, update, say: (line) => lines.push(line) })

describe('a report', () => {
  it('has a line for each check, and the number of those that failed', () => {
    const report = open(false)
    report.judge('build', '')
    expect(report.failures()).toBe(0)
    report.judge('lint', 'It warns')
    expect(report.failures()).toBe(1)
    expect(lines).toEqual(['passed build', 'FAILED lint\nIt warns'])
  })

  it('compares a text with its file, and shows the lines that differ', async () => {
    const report = open(false)
    const path = join(root, 'a.txt')
    writeFileSync(path, 'one\ntwo\n')
    await report.hold(path, 'one\ntwo\n')
    await report.hold(path, 'one\nthree\n')
    await report.hold(path, 'two\none\n')
    await report.hold(join(root, 'b.txt'), 'new')
    const differs = 'It differs; run it with --update and read the change:'
    expect(lines).toEqual([
      'passed a.txt',
      `FAILED a.txt\n${differs}\n- two\n+ three`,
      `FAILED a.txt\n${differs}\nthe order of lines`,
      `FAILED b.txt\n${differs}\n- \n+ new`,
    ])
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\n')
  })

  it('writes it when it updates', async () => {
    const report = open(true)
    await report.hold(join(root, 'a.txt'), 'one\n')
    expect({ text: readFileSync(join(root, 'a.txt'), 'utf8'), failures: report.failures() }).toEqual({
      text: 'one\n',
      failures: 0,
    })
  })
})
