import { expect, test } from '@jest/globals'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { canFillDisk, fillDisk, freeDisk } from '../../../../../lab/soak/chaos/full-disk.ts'

/** Tells for each line that it reads what came of appending to its file. */
const program = `
  const { appendFileSync } = require('node:fs')
  process.stdin.on('data', () => {
    try { appendFileSync(process.argv[1], 'x'); console.log('written') } catch ({ code }) { console.log(code) }
  })
`

const onlyWherePossible = canFillDisk() ? test : test.skip

onlyWherePossible('a process whose disk is full lives, and can write again', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-full-'))
  const child = spawn(process.execPath, ['-e', program, join(folder, 'file')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const write = async (): Promise<unknown> => {
    const told = once(lines, 'line')
    child.stdin.write('!')
    const [line]: unknown[] = await told
    return line
  }
  try {
    expect(await write()).toBe('written')
    await fillDisk(child.pid ?? 0)
    expect([await write(), await write()]).toEqual(['EFBIG', 'EFBIG'])
    await freeDisk(child.pid ?? 0)
    expect(await write()).toBe('written')
  } finally {
    child.kill('SIGKILL')
    await rm(folder, { recursive: true })
  }
})
