import 'fake-indexeddb/auto'
import { expect, test } from '@jest/globals'
import { createBench } from '../../../../web/src/outbox/bench.ts'
import { createJournal, type Journal } from '../../../../web/src/outbox/journal.ts'
import { openLabelDatabase } from '../../../../web/src/outbox/label-database.ts'
import { currentPage } from '../../../../web/src/outbox/work.ts'
import { ModelService } from './model-service.ts'

/** A tab whose disk refuses as long as it is told to. */
const openTab = async (user: string, tab: string, service: ModelService) => {
  const journal = createJournal(await openLabelDatabase(user), 'p', tab)
  let isFull = false
  const write: Journal['write'] = async (changes) => {
    if (isFull) throw new DOMException('Full', 'QuotaExceededError')
    await journal.write(changes)
  }
  const bench = createBench({
    project: 'p',
    journal: { ...journal, write },
    transport: service.transport(() => true),
    now: () => 1e12,
    clock: () => 1e12,
    delay: () => new Promise((resolve) => setImmediate(resolve)),
    random: () => 0.5,
    size: () => 4,
    leaseMs: () => 3_600_000,
    notify: () => {},
  })
  await bench.start()
  await bench.idle()
  return {
    bench,
    fill: (full: boolean): void => {
      isFull = full
    },
    answers: () => Object.fromEntries(currentPage(bench.state().work)?.history.answers ?? []),
  }
}

const give = ({ bench }: Awaited<ReturnType<typeof openTab>>, item: string, label: string): void =>
  bench.give([item], () => ({ labels: [label] }))

test('what the disk refused is on it with the next write that it takes', async () => {
  const service = new ModelService(8)
  const former = await openTab('full', 'former', service)
  give(former, 'i0', 'before')
  former.fill(true)
  give(former, 'i0', 'changed')
  give(former, 'i1', 'unsaved')
  await former.bench.idle()
  expect(former.bench.state().diskFailure).toBeInstanceOf(DOMException)
  former.fill(false)
  give(former, 'i2', 'saved')
  await former.bench.idle()
  expect(former.bench.state().diskFailure).toBeUndefined()
  const next = await openTab('full', 'next', service)
  expect(next.answers()).toEqual({
    i0: { labels: ['changed'] },
    i1: { labels: ['unsaved'] },
    i2: { labels: ['saved'] },
  })
})

test('a write that goes well beside one that failed does not make up for it', async () => {
  const service = new ModelService(8)
  const former = await openTab('between', 'former', service)
  former.fill(true)
  give(former, 'i0', 'unsaved')
  former.fill(false)
  give(former, 'i1', 'saved')
  await former.bench.idle()
  expect(former.bench.state().diskFailure).toBeInstanceOf(DOMException)
  former.bench.tick()
  await former.bench.idle()
  expect(former.bench.state().diskFailure).toBeUndefined()
  const next = await openTab('between', 'next', service)
  expect(next.answers()).toEqual({ i0: { labels: ['unsaved'] }, i1: { labels: ['saved'] } })
})

test('a tab that hands over tries once more', async () => {
  const service = new ModelService(8)
  const former = await openTab('handing', 'former', service)
  former.fill(true)
  give(former, 'i0', 'unsaved')
  await former.bench.idle()
  former.fill(false)
  await former.bench.stop()
  const next = await openTab('handing', 'next', service)
  expect(next.answers()).toEqual({ i0: { labels: ['unsaved'] } })
})
