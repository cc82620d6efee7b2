import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { lacksNeeds, runVerifications, select, type Verification } from '../../../tools/run-verifications.ts'

let folder: string
let lines: string[]
let clock = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-verify-'))
  lines = []
})
afterEach(() => rmSync(folder, { recursive: true }))

const make = (name: string, command: string, more: Partial<Verification> = {}): Verification => ({
  name,
  proves: `${name} works`,
  command,
  minutes: 1,
  ...more,
})
const run = async (...chosen: readonly Verification[]) =>
  runVerifications(chosen, { folder, say: (line) => lines.push(line), now: () => (clock += 1000) })
const record = (): unknown => JSON.parse(readFileSync(join(folder, 'record.json'), 'utf8'))

describe('verifications', () => {
  it('run one after the other, each with a line and a log', async () => {
    expect(await run(make('one', 'echo hello'), make('two', 'true'))).toBe(true)
    expect(lines).toEqual([
      '\none: one works (about 1 min)\n  echo hello',
      'passed one (1 s)',
      '\ntwo: two works (about 1 min)\n  true',
      'passed two (1 s)',
      '\n2 passed, 0 failed, 0 skipped',
    ])
    expect(readFileSync(join(folder, 'one.log'), 'utf8')).toBe('hello\n')
  })

  it('go on after a failure, which shows the end of its output and fails them all', async () => {
    const noisy = make('bad', 'for i in $(seq 100); do echo line $i; done; exit 3')
    expect(await run(noisy, make('good', 'true'))).toBe(false)
    expect(lines[1]).toMatch(/^line 41\n[^]*\nline 100$/)
    expect(lines[2]).toBe(`failed bad: ended with 3; the whole output is in ${folder}/bad.log (1 s)`)
    expect(lines.at(-1)).toBe('\n1 passed, 1 failed, 0 skipped')
    expect(record()).toMatchObject([
      { name: 'bad', outcome: 'failed', reason: expect.stringContaining('ended with 3') },
      { name: 'good', outcome: 'passed' },
    ])
  })

  it('are skipped if something that they need is missing, which is no failure', async () => {
    expect(await run(make('one', 'exit 1', { needs: ['/', '/no-such-file'] }))).toBe(true)
    expect(lines).toEqual(['skipped one: /no-such-file is missing (0 s)', '\n0 passed, 0 failed, 1 skipped'])
  })

  it('are skipped if they find out by themselves that something is missing, and say what', async () => {
    const lacking = make('one', `echo looking; echo no tool; exit ${lacksNeeds}`)
    expect(await run(lacking, make('two', 'true'))).toBe(true)
    expect(lines.slice(1)).toEqual([
      'skipped one: no tool (1 s)',
      '\ntwo: two works (about 1 min)\n  true',
      'passed two (1 s)',
      '\n1 passed, 0 failed, 1 skipped',
    ])
    expect(record()).toMatchObject([{ name: 'one', outcome: 'skipped', reason: 'no tool' }, { name: 'two' }])
  })

  it('end with all that they started when their time is over', async () => {
    const slow = make('slow', 'sleep 600 & echo $!; wait', { minutes: 0.01 })
    expect(await run(slow)).toBe(false)
    expect(lines.at(-2)).toContain('failed slow: took longer than 0.03 min')
    const pid = readFileSync(join(folder, 'slow.log'), 'utf8').trim()
    // A zombie that nobody waits for has no arguments any more.
    expect(spawnSync('ps', ['-o', 'args=', '-p', pid]).stdout.toString()).not.toContain('600')
  })

  it('say their settings, which the environment can set to repeat a run', async () => {
    const settings = { VERIFY_TEST_ONE: '1', VERIFY_TEST_TWO: '2' }
    process.env['VERIFY_TEST_TWO'] = '3'
    try {
      await run(make('one', 'echo $VERIFY_TEST_ONE $VERIFY_TEST_TWO', { env: () => settings }))
    } finally {
      delete process.env['VERIFY_TEST_TWO']
    }
    expect(lines[0]).toContain('VERIFY_TEST_ONE=1 VERIFY_TEST_TWO=3 echo')
    expect(readFileSync(join(folder, 'one.log'), 'utf8')).toBe('1 3\n')
  })

  it('are chosen by name, in their own order', () => {
    const all = ['one', 'two', 'three'].map((name) => make(name, 'true'))
    const apart = make('apart', 'true', { apart: true })
    expect(select([...all, apart], [])).toEqual(all)
    expect(select([...all, apart], ['apart'])).toEqual([apart])
    expect(select(all, ['three', 'one']).map(({ name }) => name)).toEqual(['one', 'three'])
    expect(() => select(all, ['four'])).toThrow(
      "There is no verification 'four'; name some of one, two, three",
    )
  })
})
