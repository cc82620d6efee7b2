import { describe, expect, it } from '@jest/globals'
import { createReport, type Counts } from '../../../../tools/upload/report.ts'

const file = (path: string, size = 10) => ({ path, size })

describe('the report of an upload', () => {
  it('counts what became of the files', () => {
    const seen: Counts[] = []
    const report = createReport((counts) => seen.push({ ...counts }))
    report.copied(file('a'), true)
    report.copied(file('b'), false)
    report.failed('c', 'this user may not read it')
    report.leftOut('d', 'neither a file nor a folder')
    expect(report.counts()).toEqual({ uploaded: 1, unchanged: 1, failed: 1, leftOut: 1, bytes: 20 })
    expect(seen).toHaveLength(4)
    expect(report.summary('http://s/images')).toEqual([
      'left out:',
      '  d: neither a file nor a folder',
      'failed:',
      '  c: this user may not read it',
      '1 uploaded, 1 unchanged, 1 failed, 1 left out: http://s/images',
    ])
  })

  it('is one line if all went well', () => {
    const report = createReport()
    report.copied(file('a'), true)
    expect(report.summary('u')).toEqual(['1 uploaded, 0 unchanged, 0 failed: u'])
  })

  it('names the first files, and says how many more there are', () => {
    const report = createReport()
    for (let index = 0; index < 1000; index += 1) report.failed(`f${index}`, 'why')
    const lines = report.summary('u')
    expect(lines).toHaveLength(13)
    expect(lines[11]).toBe('  and 990 more')
  })

  it('shows names without what a terminal would obey', () => {
    const report = createReport()
    report.failed(`\u001B[2Ja\nb\u202E${'c'.repeat(5000)}`, 'why')
    const [, line = ''] = report.summary('u')
    expect(line).toMatch(/^ {2}\uFFFD\[2Ja\uFFFDb\uFFFDc+: why$/)
    expect(line.length).toBeLessThan(300)
  })
})
