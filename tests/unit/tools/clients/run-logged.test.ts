import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runLogged } from '../../../../tools/clients/run-logged.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etiquette-run-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const run = (script: string, env = {}) =>
  runLogged({ program: 'sh', args: ['-c', script], folder, env }, join(folder, 'log'))

describe('a command of a client', () => {
  it('runs in its folder and with its settings, and returns what it prints', async () => {
    expect(await run('pwd; echo $NAME; echo aside >&2', { NAME: 'python' })).toBe(`${folder}\npython\n`)
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe(`aside\n${folder}\npython\n`)
  })

  it('fails with its status and the end of its output', async () => {
    const failing = run('for i in $(seq 40); do echo "line $i" >&2; done; echo printed; exit 3')
    await expect(failing).rejects.toThrow(/ended with 3:\nline 17\n[^]*\nline 40\nprinted$/)
  })

  it('fails without the output of the commands before it', async () => {
    await run('echo before')
    await expect(run('echo after; exit 1')).rejects.toThrow(/ended with 1:\nafter$/)
    expect(readFileSync(join(folder, 'log'), 'utf8')).toBe('before\nafter\n')
  })

  it('fails if the program is missing', async () => {
    const missing = runLogged({ program: '/no/such/program', args: ['-v'], folder }, join(folder, 'log'))
    await expect(missing).rejects.toThrow('/no/such/program -v ended with spawn /no/such/program ENOENT')
  })
})
