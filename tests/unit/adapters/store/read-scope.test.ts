import { setImmediate as nextTurn } from 'node:timers/promises'
import { describe, expect, it } from '@jest/globals'
import { createReadScope } from '../../../../src/adapters/store/read-scope.ts'
import type { RestsOnReads } from '../../../../src/domain/ports/store.ts'
import { createLaggingInstance } from '../../../support/lagging-store.ts'
import { createForkableStore } from '../../../support/memory-store.ts'

const document = { id: 'a', kind: 'note' }

const setUp = () => {
  const primary = createForkableStore(() => 0)
  const { store, decide } = createReadScope(createLaggingInstance(primary))
  let runs = 0
  /** Reads a document of each partition, and fails if one is missing. */
  const readAll = async (partitions: readonly string[], rests: RestsOnReads) =>
    decide(
      async () => {
        runs += 1
        await nextTurn()
        for (const partition of partitions)
          if (!(await store.read('workspace', partition, 'a'))) throw new Error(`Nothing in ${partition}`)
      },
      () => rests,
    )
  const write = (partition: string) => primary.batch('workspace', partition, [{ type: 'create', document }])
  return { store, readAll, write, runs: () => runs }
}

describe('the scope of reads', () => {
  it('fences the reads of the work in it, through all that it awaits, and no others', async () => {
    const { store, readAll, write, runs } = setUp()
    await write('p')
    await write('q')
    const [, outside] = await Promise.all([readAll(['p'], 'Always'), store.read('workspace', 'q', 'a')])
    expect(outside).toBeUndefined()
    expect(runs()).toBe(2)
  })

  it('repeats work that always can rest on old reads, although nothing changed', async () => {
    const { readAll, runs } = setUp()
    await expect(readAll(['p'], 'Always')).rejects.toThrow('Nothing in p')
    expect(runs()).toBe(2)
  })

  it('repeats costly work only if a document that it read has changed', async () => {
    const { readAll, write, runs } = setUp()
    await expect(readAll(['p'], 'IfChanged')).rejects.toThrow('Nothing in p')
    expect(runs()).toBe(1)
    await write('q')
    await readAll(['q'], 'IfChanged')
    expect(runs()).toBe(3)
  })

  it('does not repeat work that never rests on reads', async () => {
    const { readAll, write, runs } = setUp()
    await write('p')
    await expect(readAll(['p'], 'Never')).rejects.toThrow('Nothing in p')
    expect(runs()).toBe(1)
  })

  it('does nothing for a store whose reads never lag', async () => {
    const plain = createForkableStore(() => 0)
    const { store, decide } = createReadScope(plain)
    expect(store).toBe(plain)
    let runs = 0
    const fail = async () => {
      runs += 1
      throw new Error('no')
    }
    await expect(decide(fail, () => 'Always')).rejects.toThrow('no')
    expect(runs).toBe(1)
  })
})
