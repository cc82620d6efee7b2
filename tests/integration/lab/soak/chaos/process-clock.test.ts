import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { createProcessClock } from '../../../../../lab/soak/chaos/process-clock.ts'

const hour = 3_600_000
/** Tells for each line that it reads what its clock shows, in both ways to ask. */
const program = `
  const told = () => console.log(JSON.stringify([Date.now(), new Date().getTime(), new Date(5).getTime(), new Date() instanceof Date]))
  process.stdin.on('data', told)
  told()
`

let folder: string
let child: ChildProcess | undefined

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etiquette-clock-'))
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await rm(folder, { recursive: true })
})

const start = (env: Readonly<Record<string, string>>) => {
  const started = spawn(process.execPath, ['-e', program], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child = started
  const lines = createInterface({ input: started.stdout })
  const told = async (): Promise<unknown[]> => {
    const [line] = await once(lines, 'line')
    return JSON.parse(String(line))
  }
  return {
    pid: started.pid ?? 0,
    first: told(),
    ask: () => {
      const next = told()
      started.stdin.write('?')
      return next
    },
  }
}

/** Between the machine's time before and now, so many ms ahead. */
const expectAhead = (told: unknown[], before: number, offset: number): void => {
  for (const time of told.slice(0, 2)) {
    expect(time).toBeGreaterThanOrEqual(before + offset)
    expect(time).toBeLessThanOrEqual(Date.now() + offset)
  }
  expect(told.slice(2)).toEqual([5, true])
}

test('a process starts with a wrong clock, whose steps it sees, also back', async () => {
  const clock = await createProcessClock(folder, 0)
  await clock.prepare(2 * hour)
  const begun = Date.now()
  const { pid, first, ask } = start(clock.env)
  expectAhead(await first, begun, 2 * hour)
  for (const offset of [-2 * hour, 1500, 0]) {
    await clock.step(pid, offset)
    const before = Date.now()
    expectAhead(await ask(), before, offset)
  }
})

test('a clock that is always ahead is so with every step', async () => {
  const clock = await createProcessClock(folder, 90_000)
  const begun = Date.now()
  const { pid, first, ask } = start(clock.env)
  expectAhead(await first, begun, 90_000)
  await clock.step(pid, -hour)
  const before = Date.now()
  expectAhead(await ask(), before, 90_000 - hour)
})
