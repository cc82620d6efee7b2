import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { createReadScope } from '../../../../src/adapters/store/read-scope.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { createForkableStore } from '../../../support/memory-store.ts'

const document = { id: 'a', kind: 'note' }

describe('the scope of reads', () => {
  it('fences the reads of the work in it, through all that it awaits, and no others', async () => {
    const primary = createForkableStore(() => 0)
    const { store, behindFence } = createReadScope(createLaggingInstance(primary))
    await primary.batch('workspace', 'p', [{ type: 'create', document }])
    await primary.batch('workspace', 'q', [{ type: 'create', document }])
    const later = async () => {
      await nextTurn()
      return store.read('workspace', 'p', 'a')
    }
    const [within, outside] = await Promise.all([behindFence?.(later), store.read('workspace', 'q', 'a')])
    expect(within?.document).toEqual(document)
    expect(outside).toBeUndefined()
  })

  it('does not exist for a store whose reads never lag', () => {
    const plain = createForkableStore(() => 0)
    expect(createReadScope(plain)).toEqual({ store: plain, behindFence: undefined })
  })
})
