import { expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import type { BatchOperation, Store } from '../../../src/domain/ports/store.ts'
import { idsOf, item, newPartition } from './helpers.ts'
import type { Use } from './helpers.ts'
import { checkProperty } from '../../support/property.ts'

/** The trivial model: what is there, with its one number. */
type Model = ReadonlyMap<string, number>

interface Step {
  readonly type: BatchOperation['type']
  readonly id: string
  readonly n: number
  /** Whether a replace or delete names the etag that the document had before the batch. */
  readonly fresh: boolean
}

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom('create', 'replace', 'delete', 'increment'),
  id: fc.constantFrom('a', 'b', 'ü', 'd e', '😀'),
  n: fc.integer({ min: -5, max: 5 }),
  fresh: fc.boolean(),
})

const toOperation = ({ type, id, n, fresh }: Step, etags: ReadonlyMap<string, string>): BatchOperation => {
  const ifMatch = (fresh ? etags.get(id) : undefined) ?? 'none'
  if (type === 'increment') return { type, id, by: { queue: n } }
  if (type === 'delete') return { type, id, ifMatch }
  const document = item(id, { queue: n })
  return type === 'create' ? { type, document } : { type, document, ifMatch }
}

/** What the model says of a batch: the model after it, or the first operation that cannot be done. */
const expected = (before: Model, steps: readonly Step[]) => {
  const after = new Map(before)
  const touched = new Set<string>()
  for (const [index, { type, id, n, fresh }] of steps.entries()) {
    const value = after.get(id)
    if (type === 'create' && value !== undefined) return { index, failure: 'AlreadyExists' }
    if (type !== 'create' && value === undefined) return { index, failure: 'NotFound' }
    const conditional = type === 'replace' || type === 'delete'
    if (conditional && (!fresh || touched.has(id))) return { index, failure: 'EtagMismatch' }
    touched.add(id)
    if (type === 'delete') after.delete(id)
    else after.set(id, type === 'increment' ? (value ?? 0) + n : n)
  }
  return { after }
}

const contents = async (store: Store, partition: string) => {
  const { documents } = await store.query('items', partition, { where: [], orderBy: 'queue', limit: 1000 })
  return {
    model: new Map(documents.map(({ document }) => [document.id, Number(document['queue'])])),
    etags: new Map(documents.map(({ document, etag }) => [document.id, etag])),
    order: documents.map(({ document }) => Number(document['queue'])),
  }
}

export const modelContract = (use: Use): void => {
  it('does what a trivial model does', async () => {
    const batches = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { maxLength: 12 })
    await checkProperty(
      'store-model',
      fc.asyncProperty(batches, fc.integer({ min: 1, max: 4 }), async (batches, limit) => {
        const { store } = use()
        const partition = newPartition()
        let model: Model = new Map()
        for (const steps of batches) {
          const { etags } = await contents(store, partition)
          const operations = steps.map((one) => toOperation(one, etags))
          const result = await store.batch('items', partition, operations)
          const { after, ...failure } = expected(model, steps)
          expect(result).toMatchObject(after ? { ok: true } : { ok: false, ...failure })
          model = after ?? model
          const now = await contents(store, partition)
          expect(now.model).toEqual(model)
          expect(now.order).toEqual(now.order.toSorted((a, b) => a - b))
        }
        const paged = await idsOf(store, partition, { where: [], orderBy: 'queue', limit })
        expect(paged.toSorted()).toEqual([...model.keys()].toSorted())
      }),
      { runs: 60 },
    )
  })
}
