import { expect, it } from '@jest/globals'
import { delayedStore } from '../../support/delayed-store.ts'
import { createMemoryStore } from '../../support/memory-store.ts'

it('does nothing before its turn', async () => {
  const plain = createMemoryStore(() => 0)
  const turns: (() => void)[] = []
  const calls: string[] = []
  const store = delayedStore(plain, async ({ method, partition }) => {
    calls.push(`${method} ${partition}`)
    await new Promise<void>((resolve) => {
      turns.push(resolve)
    })
  })
  const document = { id: 'a', kind: 'item' }
  const writing = store.batch('items', 'p', [{ type: 'create', document }])
  await new Promise(setImmediate)
  expect(calls).toEqual(['batch p'])
  expect(await plain.read('items', 'p', 'a')).toBeUndefined()
  turns.forEach((turn) => turn())
  expect(await writing).toMatchObject({ ok: true })
  expect(await plain.read('items', 'p', 'a')).toBeDefined()
})
