import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import {
  createWorkspace,
  durableClient,
  runExtensionHost,
  runHost,
  until,
} from '../../integration/local/host/run-host.ts'
import type { RunningHost } from '../../integration/local/host/run-host.ts'

const { DURABLE_HOST: program } = process.env

interface Step {
  readonly key?: string
  readonly ms?: number
  readonly fails?: number
  readonly attempts?: number
  readonly timer?: number
  readonly all?: readonly Step[]
}

const early: Step = { key: 'early', fails: 9 }
const late: Step = { key: 'late', ms: 6000 }
const retried: Step = { key: 'retried', ms: 1000, fails: 1, attempts: 3 }
const hopeless: Step = { key: 'hopeless', fails: 9, attempts: 3 }

/** Ends of tasks that run at the same time lie seconds apart, so that their order is the same. */
const inputs: Readonly<Record<string, object>> = {
  sequence: { steps: [{ key: 'a' }, { timer: 300 }, { key: 'b' }] },
  retrySucceeds: { steps: [{ key: 'a', fails: 2, attempts: 4 }, { key: 'b' }] },
  retryEnds: { steps: [hopeless] },
  moreAfterOneFailed: { steps: [early, hopeless, { key: 'b' }], afterFailure: 'more' },
  all: { steps: [{ all: [late, retried, { timer: 100 }] }, { key: 'b' }] },
  allReturns: { steps: [{ all: [early, late, retried] }] },
  allThrows: { steps: [{ all: [early, late, retried] }], afterFailure: 'throw' },
  allAgain: { steps: [{ all: [late, early, retried] }], afterFailure: 'again', next: [{ key: 'b' }] },
  allOfRetried: { steps: [{ all: [hopeless, late] }] },
  allTwice: { steps: [{ all: [{ key: 'twice', ms: 2000, fails: 9 }, early] }], afterFailure: 'throw' },
  allWithin: {
    steps: [{ all: [{ all: [early, late] }, retried] }],
    afterFailure: 'again',
    next: [{ all: [{ key: 'b' }] }],
  },
}

/** Runs every program, and returns its end and the attempts of its tasks in the order of their ends. */
const runAll = async (host: RunningHost, lines: () => readonly string[]) => {
  const client = durableClient(host)
  const run = async ([id, input]: readonly [string, object]) => {
    await client.start('program', id, input)
    const { runtimeStatus, output } = await client.ended(id)
    return [id, { runtimeStatus, output }] as const
  }
  const ends: Awaited<ReturnType<typeof run>>[] = []
  const waiting = Object.entries(inputs)
  const worker = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) ends.push(await run(next))
  }
  // The extension runs eight steps at a time; none must wait for another program's.
  await Promise.all([worker(), worker(), worker()])
  return new Map(
    ends.map(([id, end]) => [id, { ...end, order: lines().filter((line) => line.startsWith(`${id} `)) }]),
  )
}

const without = program === undefined ? describe.skip : describe
if (program === undefined)
  process.emitWarning(
    'The engines are not compared: set DURABLE_HOST to the program of the Durable extension.',
  )

without('the embedded engine and the Durable extension', () => {
  const spaces = [createWorkspace(), createWorkspace()] as const
  const [embeddedSpace, extensionSpace] = spaces
  let embedded: RunningHost
  let extension: RunningHost

  beforeAll(async () => {
    embedded = await runHost(embeddedSpace.stateFile, { FIXTURE_LOG: embeddedSpace.log })
    extension = await runExtensionHost(extensionSpace.stateFile, program ?? '', {
      FIXTURE_LOG: extensionSpace.log,
    })
  })
  afterAll(async () => {
    await embedded.kill('SIGTERM')
    await extension.kill('SIGTERM')
    for (const space of spaces) space.remove()
  })

  const both = <T>(ask: (client: ReturnType<typeof durableClient>) => Promise<T>) =>
    Promise.all([ask(durableClient(embedded)), ask(durableClient(extension))])

  test('carry programs to the same end, with the same attempts in the same order', async () => {
    const [here, there] = await Promise.all([
      runAll(embedded, embeddedSpace.lines),
      runAll(extension, extensionSpace.lines),
    ])
    expect(here).toEqual(there)
    expect(here.size).toBe(Object.keys(inputs).length)
  })

  test('differ where one gives a wrong result: a task after a failed Task.all', async () => {
    const input = { steps: [{ all: [early, retried] }, { key: 'more' }], afterFailure: 'more' }
    const [here, there] = await both(async (client) => {
      await client.start('program', 'more', input)
      return client.ended('more')
    })
    expect(here).toMatchObject({ runtimeStatus: 'Failed', output: expect.stringMatching(/durable-js #477/) })
    // The orchestrator takes the end of the other task's pause for the result of this one.
    expect(there).toMatchObject({ runtimeStatus: 'Completed', output: ['failed early', null] })
  })

  test('answer the client alike', async () => {
    const [here, there] = await both(async (client) => {
      const start = async (name: string, id: string, input: unknown) =>
        (await client.start(name, id, input)).text()
      const same = await Promise.all([1, 2, 3].map(() => start('sleep', 'sleeps', 60_000)))
      // How many of them the extension accepts is a race.
      expect(same).toContain('"sleeps"')
      const running = await until(async () => {
        const status = await client.status('sleeps')
        return status?.runtimeStatus === 'Running' ? status : undefined
      }, 'a running instance')
      const again = await until(async () => {
        const answer = await start('sleep', 'sleeps', 0)
        return answer === '"sleeps"' ? undefined : answer
      }, 'a refused start')
      const early = await client.manage('purge', 'sleeps')
      const terminated = await client.manage('terminate', 'sleeps')
      const ended = await client.ended('sleeps')
      await start('nobody', 'unknown', {})
      const { runtimeStatus: unknown } = await client.ended('unknown')
      const others = [
        await client.manage('terminate', 'sleeps'),
        await client.manage('terminate', 'absent'),
        await client.manage('purgeBy', 'Terminated-Running'),
        await client.manage('purgeBy', 'Terminated'),
        await client.manage('purge', 'unknown'),
        await client.manage('purge', 'unknown'),
        await client.status('unknown'),
      ]
      const times = { createdTime: expect.any(String), lastUpdatedTime: expect.any(String) }
      return { again, early, terminated, unknown, others, running, ended: { ...ended, ...times } }
    })
    expect({ ...here, running: Object.keys(here.running) }).toEqual({
      ...there,
      running: Object.keys(there.running),
    })
  })
})
