import { describe, expect, it } from '@jest/globals'
import { recordedReads } from '../../../../../src/domain/model/documents/recorded-reads.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'

const read = async (write: 'nothing' | 'other' | 'replace' | 'delete' | 'create') => {
  const store = createMemoryStore(() => 0)
  const put = (id: string) =>
    store.batch('workspace', 'p', [{ type: 'create', document: { id, kind: 'note' } }])
  await put('a')
  const { store: recorded, haveChanged } = recordedReads(store)
  const found = await recorded.read('workspace', 'p', 'a')
  await recorded.read('workspace', 'p', 'missing')
  const ifMatch = found?.etag ?? ''
  if (write === 'other') await put('b')
  if (write === 'create') await put('missing')
  if (write === 'delete') await store.batch('workspace', 'p', [{ type: 'delete', id: 'a', ifMatch }])
  if (write === 'replace')
    await store.batch('workspace', 'p', [{ type: 'replace', document: { id: 'a', kind: 'note' }, ifMatch }])
  return haveChanged(store)
}

describe('the reads of a piece of work', () => {
  it.each(['replace', 'delete', 'create'] as const)('have changed after: %s', async (write) => {
    expect(await read(write)).toBe(true)
  })

  it.each(['nothing', 'other'] as const)('have not changed after: %s', async (write) => {
    expect(await read(write)).toBe(false)
  })
})
