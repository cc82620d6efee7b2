import { afterEach, expect, test } from '@jest/globals'
import { lockTab, type TabLock, type TabState } from '../../../../web/src/outbox/tab-lock.ts'

const open: TabLock[] = []
afterEach(() => {
  for (const lock of open.splice(0)) lock.end()
})

const until = async (isTrue: () => boolean): Promise<void> => {
  while (!isTrue()) await new Promise((resolve) => setImmediate(resolve))
}

let names = 0

/** Tabs of one browser: Node has its locks and its channels. */
const tabs = () => {
  names += 1
  const name = `label/ann/p${names}`
  return (onHandOver: () => Promise<void> = async () => {}, patience = 3_000) => {
    const states: TabState[] = []
    const lock = lockTab({
      locks: navigator.locks,
      channel: new BroadcastChannel(name),
      name,
      onChange: (state) => states.push(state),
      onHandOver,
      patience,
    })
    open.push(lock)
    return { lock, states, now: () => states.at(-1) }
  }
}

test('a second tab waits, and comes in when the first one closes', async () => {
  const openTab = tabs()
  const first = openTab()
  await until(() => first.now() === 'Held')
  const second = openTab()
  await until(() => second.now() === 'Elsewhere')
  first.lock.end()
  await until(() => second.now() === 'Held')
})

test('a tab that is asked hands over after it has put all on the disk', async () => {
  const openTab = tabs()
  const order: string[] = []
  const first = openTab(async () => {
    order.push('flushed')
  })
  await until(() => first.now() === 'Held')
  const second = openTab()
  await until(() => second.now() === 'Elsewhere')
  second.lock.takeOver()
  await until(() => second.now() === 'Held')
  order.push('held')
  expect(order).toEqual(['flushed', 'held'])
  expect(first.now()).toBe('Elsewhere')
})

test('the project is taken from a tab that does not answer', async () => {
  const openTab = tabs()
  const first = openTab(() => new Promise(() => {}))
  await until(() => first.now() === 'Held')
  const second = openTab(undefined, 1)
  await until(() => second.now() === 'Elsewhere')
  second.lock.takeOver()
  await until(() => second.now() === 'Held')
  await until(() => first.now() === 'Elsewhere')
})

test('the tab that is chosen is the next one, and the others wait until it closes', async () => {
  const openTab = tabs()
  const all = [openTab()]
  const [first] = all
  await until(() => first?.now() === 'Held')
  for (let count = 0; count < 2; count += 1) {
    const tab = openTab()
    all.push(tab)
    await until(() => tab.now() === 'Elsewhere')
  }
  const [, second, third] = all
  third?.lock.takeOver()
  await until(() => third?.now() === 'Held')
  expect(all.map((tab) => tab.now())).toEqual(['Elsewhere', 'Elsewhere', 'Held'])
  third?.lock.end()
  await until(() => first?.now() === 'Held' || second?.now() === 'Held')
  const [holder, other] = first?.now() === 'Held' ? [first, second] : [second, first]
  holder?.lock.end()
  await until(() => other?.now() === 'Held')
})

test('a tab from which the project was taken comes in when the other one closes', async () => {
  const openTab = tabs()
  const first = openTab(() => new Promise(() => {}))
  await until(() => first.now() === 'Held')
  const second = openTab(undefined, 1)
  await until(() => second.now() === 'Elsewhere')
  second.lock.takeOver()
  await until(() => first.now() === 'Elsewhere')
  second.lock.end()
  await until(() => first.now() === 'Held')
})
