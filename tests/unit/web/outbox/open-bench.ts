import 'fake-indexeddb/auto'
import type { Notice } from '../../../../web/src/outbox/bench-state.ts'
import { createBench } from '../../../../web/src/outbox/bench.ts'
import { createJournal } from '../../../../web/src/outbox/journal.ts'
import { openLabelDatabase } from '../../../../web/src/outbox/label-database.ts'
import type { ModelService } from './model-service.ts'

let tabs = 0

/** A bench on a disk in memory; time passes as soon as anybody waits for it. */
export const openBench = async (service: ModelService, user: string, size = 3, leaseMs = 3_600_000) => {
  tabs += 1
  let time = 1e12
  const notices: Notice[] = []
  const bench = createBench({
    project: 'p',
    journal: createJournal(await openLabelDatabase(user), 'p', `tab-${tabs}`),
    transport: service.transport(() => true),
    now: () => time,
    clock: () => time,
    delay: async (ms) => {
      time += ms
      await new Promise((resolve) => setImmediate(resolve))
    },
    random: () => 0.5,
    size: () => size,
    leaseMs: () => leaseMs,
    notify: (notice) => notices.push(notice),
  })
  await bench.start()
  await bench.idle()
  return {
    bench,
    notices,
    pass: (ms: number): void => {
      time += ms
    },
  }
}
