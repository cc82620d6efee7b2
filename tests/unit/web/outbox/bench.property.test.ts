import 'fake-indexeddb/auto'
import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../support/property.ts'
import { createBench, type Bench } from '../../../../web/src/outbox/bench.ts'
import { createJournal } from '../../../../web/src/outbox/journal.ts'
import { openLabelDatabase } from '../../../../web/src/outbox/label-database.ts'
import { restoreWork } from '../../../../web/src/outbox/restore-work.ts'
import { currentPage, unanswered, type Work } from '../../../../web/src/outbox/work.ts'
import { ModelService, textOf, type Fault } from './model-service.ts'

const ticks = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1) await new Promise((resolve) => setImmediate(resolve))
}

const action = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({ kind: fc.constant('give' as const), item: fc.nat(3), label: fc.nat(3) }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('giveAll' as const), label: fc.nat(3) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('undo' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('redo' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('submit' as const) }) },
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('wait' as const), ticks: fc.nat(40) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('reload' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('takeOver' as const) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('pressInFormerTab' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('leave' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('enter' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kick' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('jump' as const), ms: fc.integer({ min: -1e9, max: 1e9 }) }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('withdraw' as const), label: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('expire' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copies' as const) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('faults' as const),
      faults: fc.array(
        fc.constantFrom<Fault>('None', 'Before', 'After', 'Copy', 'SignIn', '401', '429', '503'),
        { minLength: 1, maxLength: 4 },
      ),
    }),
  },
)
// A write to the disk takes some turns, and a request some more.
const steps = fc.array(fc.tuple(action, fc.constantFrom(0, 1, 3, 10, 30)), {
  minLength: 5,
  maxLength: 40,
  size: 'max',
})
type Action = typeof action extends fc.Arbitrary<infer Value> ? Value : never

/** What the service can refuse although the browser does all right. */
const fairRefusals = ['UnknownClass', 'ItemNotOpen', 'ItemLeasedToOther']

let runs = 0

/** The work as it must come back from the disk. */
const essence = ({ pages, entries, refused }: Work) => ({
  pages: pages
    .map(({ history, activeMs, sent, ...page }) => ({
      ...page,
      answers: [...history.answers].toSorted(),
      steps: history.steps,
      cursor: history.cursor,
      activeMs: [...activeMs].toSorted(),
      sent: [...sent].toSorted(),
    }))
    .toSorted((one, other) => one.page.localeCompare(other.page)),
  entries,
  refused,
})

/** One person with one browser, whose tabs and clock do what they like. */
const createWorld = async (size: number) => {
  runs += 1
  const database = await openLabelDatabase(`ann-${runs}`)
  const service = new ModelService(12)
  let time = 0
  let jump = 0
  let tabs = 0
  const all: { bench: Bench; kill: () => void }[] = []
  const shown = new Map<string, string | undefined>()
  const givenOn = new Map<string, string>()

  const open = async (): Promise<Bench> => {
    tabs += 1
    let isAlive = true
    const former = all.at(-1)?.bench.state().work
    const journal = createJournal(database, 'p', `tab-${tabs}`)
    const bench = createBench({
      project: 'p',
      journal: {
        ...journal,
        claim: async () => {
          const stored = await journal.claim()
          if (former) expect(essence(restoreWork('p', stored))).toEqual(essence(former))
          return stored
        },
      },
      transport: service.transport(() => isAlive),
      now: () => 1e12 + time + jump,
      clock: () => time,
      delay: async (ms) => {
        time += Math.min(ms, 1000)
        await ticks(1)
      },
      random: () => 0.5,
      size: () => size,
      leaseMs: () => 3_600_000,
      notify: () => {},
    })
    all.push({
      bench,
      kill: () => {
        isAlive = false
      },
    })
    await bench.start()
    return bench
  }

  /** What the person sees is what they have answered. */
  const look = (bench: Bench): void => {
    const page = currentPage(bench.state().work)
    for (const { id } of page?.taken.items ?? []) {
      if (page?.sent.has(id)) continue
      const answer = page?.history.answers.get(id)
      // An item can be on two pages, after a lease has ended: no answer on one takes nothing from the other.
      if (!answer && givenOn.get(id) !== page?.page) continue
      shown.set(id, answer && JSON.stringify(answer))
      if (page) givenOn.set(id, page.page)
    }
  }

  let bench = await open()
  const labels = (label: number) => [`c${label}`]

  const act = async (step: Action): Promise<void> => {
    const page = currentPage(bench.state().work)
    const items = page?.taken.items.map(({ id }) => id) ?? []
    switch (step.kind) {
      case 'give':
        bench.give(items.slice(step.item, step.item + 1), () => ({ labels: labels(step.label) }))
        look(bench)
        return
      case 'giveAll':
        bench.give(page ? unanswered(page) : [], () => ({ labels: labels(step.label) }))
        look(bench)
        return
      case 'undo':
        bench.undo()
        look(bench)
        return
      case 'redo':
        bench.redo()
        look(bench)
        return
      case 'submit':
        bench.submit()
        return
      case 'wait':
        await ticks(step.ticks)
        return
      case 'reload': {
        const last = all.at(-1)
        last?.kill()
        const stopped = bench.stop()
        bench = await open()
        await stopped
        return
      }
      case 'takeOver':
        // The former tab does not hear of it, and its requests go on.
        bench = await open()
        return
      case 'pressInFormerTab': {
        const former = all.at(-2)?.bench
        const page = former && currentPage(former.state().work)
        former?.give(page ? unanswered(page) : [], () => ({ labels: ['former'] }))
        former?.submit()
        return
      }
      case 'leave':
        bench.leave()
        return
      case 'enter':
        bench.enter()
        return
      case 'kick':
        bench.kick()
        return
      case 'jump':
        jump += step.ms
        return
      case 'withdraw':
        service.withdrawn.add(`c${step.label}`)
        return
      case 'expire':
        service.expire()
        return
      case 'copies':
        service.deliverCopies()
        return
      case 'faults':
        service.faults.push(...step.faults)
    }
  }

  /** All goes well from here, and the person answers what is left. */
  const finish = async (): Promise<void> => {
    service.faults.length = 0
    service.deliverCopies()
    bench.enter()
    for (let round = 0; round < 200; round += 1) {
      await bench.idle()
      const page = currentPage(bench.state().work)
      if (!page) {
        if (bench.state().noPage?.reason === 'AllDone') break
        bench.askAgain()
        continue
      }
      const refused = new Set(bench.state().work.refused.map(({ item }) => item))
      // Whatever was answered is never asked again, unless the service has refused it, or has taken it back for a late copy.
      const mayAsk = (item: string): boolean => refused.has(item) || service.takenBack.has(item)
      for (const item of unanswered(page))
        expect([item, mayAsk(item) || shown.get(item) === undefined]).toEqual([item, true])
      bench.give(unanswered(page), () => ({ labels: ['last'] }))
      look(bench)
      expect(bench.submit()).toEqual([])
    }
    await bench.idle()
  }

  return {
    act,
    finish,
    service,
    shown,
    state: () => bench.state(),
    end: async () => {
      await Promise.all(all.map(({ bench: one }) => one.stop()))
      database.close()
    },
  }
}

const endsRight = async (
  size: number,
  steps: readonly (readonly [step: Action, pause: number])[],
): Promise<void> => {
  const world = await createWorld(size)
  for (const [step, pause] of steps) {
    await world.act(step)
    await ticks(pause)
  }
  await world.finish()
  const { work } = world.state()
  expect(work.entries).toEqual([])
  expect(work.pages.filter(({ status }) => status !== 'sent')).toEqual([])
  const refused = new Map(work.refused.map(({ item, code }) => [item, code]))
  const keptFor = (id: string): readonly (string | undefined)[] =>
    work.refused.filter(({ item }) => item === id).map(({ answer }) => textOf(answer))
  for (const [item, code] of refused) {
    // On a page that is not complete, what a late copy has brought stands, and the person hears of it.
    if (code === 'AlreadyAnswered' && world.service.copied.has(item)) continue
    // Of an item that somebody else has, a late copy may have said it all.
    if (world.service.items.get(item)?.by !== 'other') expect(fairRefusals).toContain(code)
  }
  for (const [id, item] of world.service.items) {
    expect(item.answer).toBeDefined()
    expect(item.answer).not.toContain('former')
    const shown = world.shown.get(id)
    // A copy that comes after the page has ended is beyond the browser's reach.
    if (shown === undefined && world.service.copied.has(id)) continue
    if (item.by === 'me') {
      expect([id, world.service.stored.get(id)]).toEqual([id, 1])
      // Of an item that was on two pages, the later answer may be refused: the person has it with the refusal.
      if (refused.get(id) !== 'AlreadyAnswered' && !keptFor(id).includes(shown))
        expect([id, item.answer]).toEqual([id, shown])
    } else if (shown !== undefined) expect([id, refused.has(id)]).toEqual([id, true])
  }
  await world.end()
}

test('each answer is with the service exactly once, as the person saw it last, or is kept with the refusal', async () => {
  await checkProperty(
    'each answer is with the service exactly once, as the person saw it last, or is kept with the refusal',
    fc.asyncProperty(fc.integer({ min: 1, max: 4 }), steps, endsRight),
    { runs: 40 },
  )
})
