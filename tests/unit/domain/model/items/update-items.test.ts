import { describe, expect, test } from '@jest/globals'
import { DomainError } from '../../../../../src/domain/core/errors.ts'
import type { ItemId } from '../../../../../src/domain/core/ids.ts'
import { noCounters } from '../../../../../src/domain/model/items/counters.ts'
import { items, type ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import { updateItems } from '../../../../../src/domain/model/items/update-items.ts'
import type { BatchOperation, BatchResult } from '../../../../../src/domain/ports/store.ts'
import { makeItem, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { wrapStore, type StoreCall } from '../../../../support/wrapped-store.ts'

const project = makeProject()
const segment = { uid: project.uid, segment: 0 }
const all = Array.from({ length: 250 }, (_, index) => makeItem(project, `${index}.png`))
const wanted = (count: number) => new Map(all.slice(0, count).map((item) => [item.id, item] as const))
/** The item is there, with this width. */
const widen =
  (width: number) =>
  (item: ItemDocument | undefined, fresh: ItemDocument): ItemDocument | undefined =>
    item?.width === width ? undefined : { ...(item ?? fresh), width }

const touchesItems = (operations: readonly BatchOperation[] = []): boolean =>
  operations.some((operation) => 'document' in operation && operation.document.kind === 'item')

const setUp = async (
  before: (call: StoreCall, write: number) => BatchResult | undefined = () => undefined,
) => {
  const memory = createMemoryStore(() => 0)
  await memory.batch('items', 'u1:0', [{ type: 'create', document: noCounters }])
  const world = { writes: [] as number[], reads: 0, atOnce: 0, most: 0 }
  const store = wrapStore(memory, async (call, run) => {
    if (call.method === 'readMany') world.reads += 1
    if (!touchesItems(call.operations)) return run()
    world.writes.push(call.operations?.filter(({ type }) => type !== 'increment').length ?? 0)
    const result = before(call, world.writes.length)
    if (result) return result as never
    world.atOnce += 1
    world.most = Math.max(world.most, world.atOnce)
    return run().finally(() => (world.atOnce -= 1))
  })
  const stored = async (ids: readonly ItemId[]) =>
    (await items.readMany(memory, 'u1:0', ids)).map(({ document }) => document)
  return { memory, store, world, stored }
}
const ids = (count: number) => all.slice(0, count).map(({ id }) => id)
const unavailable = new DomainError('ServiceUnavailable', 'No answer')

describe('items that are brought to what they shall be', () => {
  test('are created, changed, left alone, and counted', async () => {
    const { store, world, stored } = await setUp()
    expect(await updateItems(store, segment, wanted(3), widen(1))).toBe(3)
    expect((await stored(ids(3))).map(({ width }) => width)).toEqual([1, 1, 1])
    expect(await updateItems(store, segment, wanted(4), widen(1))).toBe(1)
    expect(await updateItems(store, segment, wanted(4), widen(1))).toBe(0)
    expect(await updateItems(store, segment, wanted(2), widen(2))).toBe(2)
    expect(world.writes).toEqual([3, 1, 2])
    expect(await updateItems(store, segment, new Map(), widen(1))).toBe(0)
  })

  test('go in batches of 99, four at once', async () => {
    const { store, world } = await setUp()
    expect(await updateItems(store, segment, wanted(250), widen(1))).toBe(250)
    expect(world.writes).toEqual([99, 99, 52])
    const many = Array.from({ length: 600 }, (_, index) => makeItem(project, `more-${index}.png`))
    await updateItems(store, segment, new Map(many.map((item) => [item.id, item])), widen(1))
    expect(world.most).toBe(4)
  })

  test('are read a thousand at a time', async () => {
    const { store, world } = await setUp()
    const many = Array.from({ length: 1001 }, (_, index) => makeItem(project, `${index}.jpg`))
    const all = new Map(many.map((item) => [item.id, item] as const))
    await updateItems(store, segment, all, () => undefined)
    expect(world.reads).toBe(2)
    all.delete(many[0]!.id)
    await updateItems(store, segment, all, () => undefined)
    expect(world.reads).toBe(3)
    expect(world.writes).toEqual([])
  })

  test('that are known are not read again, and read if they are not as known', async () => {
    const { store, world, stored } = await setUp()
    expect(await updateItems(store, segment, wanted(2), widen(1), { known: new Map() })).toBe(2)
    expect(world.reads).toBe(0)
    expect(await updateItems(store, segment, wanted(3), widen(2), { known: new Map() })).toBe(3)
    expect(world.reads).toBe(1)
    expect((await stored(ids(3))).map(({ width }) => width)).toEqual([2, 2, 2])
  })

  test('are decided again on what others wrote meanwhile', async () => {
    const other = { ...all[0]!, height: 9 }
    const { memory, store, stored } = await setUp((_, write) => {
      if (write !== 2) return undefined
      return { ok: false, index: 0, failure: 'EtagMismatch' }
    })
    await updateItems(store, segment, wanted(1), widen(1))
    const { etag } = (await items.read(memory, 'u1:0', other.id))!
    const decided: (number | undefined)[] = []
    await memory.batch('items', 'u1:0', [{ type: 'replace', document: other, ifMatch: etag }])
    const written = await updateItems(store, segment, wanted(1), (item, fresh) => {
      decided.push(item?.height)
      return widen(2)(item, fresh)
    })
    expect([written, decided]).toEqual([1, [9, 9]])
    expect(await stored(ids(1))).toMatchObject([{ width: 2, height: 9 }])
  })

  test('are tried in ever smaller batches, the written ones no second time', async () => {
    const { store, world } = await setUp((_, write) => {
      if (write <= 3) throw unavailable
      return undefined
    })
    expect(await updateItems(store, segment, wanted(99), widen(1))).toBe(99)
    // All; then halves of it, of which the first two fail; then quarters of those.
    expect(world.writes).toEqual([99, 49, 49, 1, 24, 24, 24, 24, 2])
  })

  test.each(['ServiceUnavailable', 'TooManyRequests'] as const)(
    'are given up after twelve rounds of %s',
    async (code) => {
      const { store, world } = await setUp(() => {
        throw new DomainError(code, 'Not now')
      })
      await expect(updateItems(store, segment, wanted(2), widen(1))).rejects.toMatchObject({
        code: 'ServiceUnavailable',
        message: expect.stringMatching(/./),
      })
      expect(world.reads).toBe(12)
    },
  )

  test('are given up at once on any other failure', async () => {
    const { store, world } = await setUp(() => {
      throw new DomainError('StorageFull', 'No room')
    })
    await expect(updateItems(store, segment, wanted(2), widen(1))).rejects.toMatchObject({
      code: 'StorageFull',
    })
    expect(world.writes).toEqual([2])
  })
})
