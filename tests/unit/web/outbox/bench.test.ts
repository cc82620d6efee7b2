import { expect, test } from '@jest/globals'
import { currentPage, openPages, unanswered } from '../../../../web/src/outbox/work.ts'
import { ModelService } from './model-service.ts'
import { openBench } from './open-bench.ts'

const bag = () => ({ labels: ['Bag'] })
type Opened = Awaited<ReturnType<typeof openBench>>
const answerAll = ({ bench }: Opened): void => {
  const page = currentPage(bench.state().work)
  bench.give(page ? unanswered(page) : [], bag)
}

test('the next page is there before this one is submitted, and one more comes with the submit', async () => {
  const service = new ModelService(12)
  const opened = await openBench(service, 'ahead')
  const { bench } = opened
  expect(openPages(bench.state().work).map(({ page }) => page)).toEqual(['p1', 'p2'])
  answerAll(opened)
  bench.submit()
  expect(currentPage(bench.state().work)?.page).toBe('p2')
  await bench.idle()
  expect(openPages(bench.state().work).map(({ page }) => page)).toEqual(['p2', 'p3'])
})

test('who leaves sends what is answered and gives the page ahead back', async () => {
  const service = new ModelService(12)
  const { bench } = await openBench(service, 'leaver')
  bench.give(['i0'], bag)
  bench.leave()
  await bench.idle()
  expect(service.items.get('i0')?.answer).toBe('{"labels":["Bag"]}')
  expect([...service.pages.values()].map(({ status }) => status)).toEqual(['Held', 'Released'])
  bench.enter()
  await bench.idle()
  expect(unanswered(currentPage(bench.state().work)!)).toEqual(['i1', 'i2'])
})

test('a submit that never left the device is taken back without the service', async () => {
  const service = new ModelService(12)
  const opened = await openBench(service, 'back')
  answerAll(opened)
  service.faults.push('Before')
  opened.bench.submit()
  answerAll(opened)
  opened.bench.submit()
  expect(opened.bench.undo()).toEqual({ items: [] })
  expect(currentPage(opened.bench.state().work)?.page).toBe('p2')
})

test('an expired page sends its answers and makes room for another', async () => {
  const service = new ModelService(12)
  const opened = await openBench(service, 'expired')
  const { bench } = opened
  bench.give(['i1', 'i2'], bag)
  service.expire()
  bench.recheck('p1')
  bench.recheck('p2')
  await bench.idle()
  expect(opened.notices).toContainEqual({ kind: 'PageGone' })
  expect(service.items.get('i1')?.by).toBe('me')
  expect(bench.state().work.refused).toEqual([])
})

test('a lease is renewed at half its time, while the person does something', async () => {
  const service = new ModelService(12)
  const { bench, pass } = await openBench(service, 'renewer')
  pass(2_000_000)
  bench.tick()
  await bench.idle()
  expect(bench.leaseLeft()).toBe(1_600_000)
  bench.active.tick()
  bench.tick()
  await bench.idle()
  expect(bench.leaseLeft()).toBe(3_600_000)
})

test('an answer that is refused is kept with its reason, and its item comes back', async () => {
  const service = new ModelService(3)
  service.withdrawn.add('Bag')
  const opened = await openBench(service, 'refused')
  const { bench } = opened
  answerAll(opened)
  bench.submit()
  await bench.idle()
  const { refused } = bench.state().work
  expect(refused.map(({ item, code }) => [item, code])).toEqual([
    ['i0', 'UnknownClass'],
    ['i1', 'UnknownClass'],
    ['i2', 'UnknownClass'],
  ])
  expect(unanswered(currentPage(bench.state().work)!)).toEqual(['i0', 'i1', 'i2'])
  bench.forgetRefused(refused.map(({ number }) => number))
  expect(bench.state().work.refused).toEqual([])
})

test('another person on the same browser sees and sends nothing of it', async () => {
  const service = new ModelService(12)
  const ann = await openBench(service, 'ann-of-two')
  ann.bench.give(['i0'], bag)
  await ann.bench.stop()
  const ben = await openBench(new ModelService(0), 'ben-of-two')
  expect(ben.bench.state().work).toEqual({ project: 'p', pages: [], entries: [], refused: [] })
  expect(ben.bench.state().noPage?.reason).toBe('AllDone')
})

test('answers that are sent again, after a reopening was refused, count once', async () => {
  const service = new ModelService(12)
  const opened = await openBench(service, 'counter')
  const { bench } = opened
  answerAll(opened)
  bench.submit()
  await bench.idle()
  expect(bench.state().accepted).toBe(3)
  service.approve('p1')
  expect(bench.undo()).toBe('Reopening')
  await bench.idle()
  expect(opened.notices).toContainEqual(expect.objectContaining({ kind: 'ReopenRefused' }))
  expect(bench.state().accepted).toBe(3)
})

test('answers that come back by undo count no more until they are sent again', async () => {
  const opened = await openBench(new ModelService(12), 'counter-of-undo')
  const { bench } = opened
  answerAll(opened)
  bench.submit()
  await bench.idle()
  bench.undo()
  await bench.idle()
  expect(bench.state().accepted).toBe(0)
  bench.submit()
  await bench.idle()
  expect(bench.state().accepted).toBe(3)
})

test.each([
  { lease: 3_600_000, warnedFor: 120_000 },
  { lease: 60_000, warnedFor: 15_000 },
])(
  'of a lease of $lease ms the last $warnedFor are announced, and nothing after it',
  async ({ lease, warnedFor }) => {
    const { bench, pass } = await openBench(new ModelService(3), `warned-${lease}`, 3, lease)
    expect(bench.leaseEndsSoon()).toBe(false)
    pass(lease - warnedFor)
    expect(bench.leaseEndsSoon()).toBe(false)
    pass(1)
    expect(bench.leaseEndsSoon()).toBe(true)
    pass(warnedFor)
    expect(bench.leaseEndsSoon()).toBe(false)
  },
)

test('who is removed from the project keeps no page, and finds the answers that were refused', async () => {
  const service = new ModelService(12)
  const opened = await openBench(service, 'removed')
  const { bench } = opened
  expect(openPages(bench.state().work)).toHaveLength(2)
  service.isMember = false
  answerAll(opened)
  bench.submit()
  bench.give(['i3'], bag)
  await bench.idle()
  expect(openPages(bench.state().work)).toEqual([])
  expect(bench.state().problem).toMatchObject({ code: 'ProjectNotFound' })
  expect(bench.state().work.refused.map(({ item }) => item)).toEqual(['i0', 'i1', 'i2', 'i3'])
  service.isMember = true
  bench.askAgain()
  await bench.idle()
  expect(bench.state().problem).toBeUndefined()
  expect(currentPage(bench.state().work)).toBeDefined()
})
