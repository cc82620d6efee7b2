import { describe, expect, test } from '@jest/globals'
import { passTurn, replaceDispatch, readDispatch } from '../../../../../src/domain/model/leases/dispatch.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

describe('the dispatch document of a segment', () => {
  test('is created when it is first needed', async () => {
    const store = createMemoryStore(() => 0)
    const first = await readDispatch(store, 'u1:0')
    expect(first.document).toEqual({ id: 'dispatch', kind: 'dispatch', turn: 0 })
    expect(await readDispatch(store, 'u1:0')).toEqual(first)
  })

  test('is replaced with each decision, on its etag', async () => {
    const store = createMemoryStore(() => 0)
    const first = await readDispatch(store, 'u1:0')
    const next = replaceDispatch(first)
    expect(next).toEqual({
      type: 'replace',
      document: { id: 'dispatch', kind: 'dispatch', turn: 1 },
      ifMatch: first.etag,
    })
    expect(await store.batch('items', 'u1:0', [next])).toMatchObject({ ok: true })
    expect(await store.batch('items', 'u1:0', [next])).toMatchObject({ ok: false })
    expect(replaceDispatch(await readDispatch(store, 'u1:0'))).toMatchObject({ document: { turn: 2 } })
  })

  test('is replaced to make decisions fail that are not written yet', async () => {
    const store = createMemoryStore(() => 0)
    const decided = await readDispatch(store, 'u1:0')
    await passTurn(store, 'u1:0')
    expect(await store.batch('items', 'u1:0', [replaceDispatch(decided)])).toMatchObject({ ok: false })
    expect((await readDispatch(store, 'u1:0')).document.turn).toBe(1)
  })

  test('of another kind is refused', async () => {
    const store = createMemoryStore(() => 0)
    await store.batch('items', 'u1:0', [
      { type: 'create', document: { id: 'dispatch', kind: 'other', turn: 0 } },
    ])
    await expect(readDispatch(store, 'u1:0')).rejects.toThrow()
  })
})
