import { describe, expect, it } from '@jest/globals'
import { fencedReads } from '../../../../../src/domain/model/documents/fenced-reads.ts'
import type { Store } from '../../../../../src/domain/ports/store.ts'
import { createLaggingInstance } from '../../../../support/lagging-store.ts'
import { createForkableStore } from '../../../../support/memory-store.ts'
import { wrapStore } from '../../../../support/wrapped-store.ts'

const document = { id: 'a', kind: 'note' }
const create = (store: Store, partition: string) =>
  store.batch('workspace', partition, [{ type: 'create', document }])

const setUp = () => {
  const primary = createForkableStore(() => 0)
  const lagging = createLaggingInstance(primary)
  const fences: string[] = []
  const store = wrapStore(lagging, async ({ method, partition = '' }, run) => {
    if (method === 'fence') fences.push(partition)
    return run()
  })
  return { primary, store, fences }
}

describe('reads behind a fence', () => {
  it('see what another process has written; others do not', async () => {
    const { primary, store } = setUp()
    await create(primary, 'p')
    expect(await store.read('workspace', 'p', 'a')).toBeUndefined()
    expect((await fencedReads(store).read('workspace', 'p', 'a'))?.document).toEqual(document)
  })

  it('raise one fence a partition, also if several reads begin at once', async () => {
    const { primary, store, fences } = setUp()
    await create(primary, 'p')
    const fenced = fencedReads(store)
    const query = { where: [{ field: 'kind', op: 'eq', value: 'note' } as const], orderBy: 'id', limit: 9 }
    const found = await Promise.all([
      fenced.read('workspace', 'p', 'a'),
      fenced.readMany('workspace', 'p', ['a']),
      fenced.query('workspace', 'p', query),
      fenced.read('workspace', 'q', 'a'),
    ])
    expect(found).toMatchObject([{ document }, [{ document }], { documents: [{ document }] }, undefined])
    expect(fences.toSorted()).toEqual(['p', 'q'])
  })

  it('need none after a batch, whatever its result, and another one where it is asked for', async () => {
    const { primary, store, fences } = setUp()
    await create(primary, 'p')
    const fenced = fencedReads(store)
    expect(await create(fenced, 'p')).toMatchObject({ ok: false, failure: 'AlreadyExists' })
    expect(await fenced.read('workspace', 'p', 'a')).toBeDefined()
    expect(fences).toEqual([])
    await fenced.fence('workspace', 'p')
    expect(fences).toEqual(['p'])
  })

  it('try a fence again that failed', async () => {
    const { store } = setUp()
    let failures = 1
    const failing = wrapStore(store, async ({ method }, run) => {
      if (method === 'fence' && failures-- > 0) throw new Error('No answer')
      return run()
    })
    const fenced = fencedReads(failing)
    await expect(fenced.read('workspace', 'p', 'a')).rejects.toThrow('No answer')
    expect(await fenced.read('workspace', 'p', 'a')).toBeUndefined()
  })

  it('are plain reads of a store that never lags', () => {
    const plain = createForkableStore(() => 0)
    expect(fencedReads(plain)).toBe(plain)
  })
})
