import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { checkLongWork, createLaggingWorld } from '../../support/lagging-long-work.ts'
import { createLaggingInstance } from '../../support/lagging-store.ts'
import { createForkableStore, type ForkableStore } from '../../support/memory-store.ts'
import { checkProperty } from '../../support/property.ts'

/** Each process has seen nothing but a past moment: `pick` chooses it among all moments at which one began. */
const createParts = (pick: (moments: number) => number) => {
  const truth = createForkableStore(() => 1_000_000)
  const moments: ForkableStore[] = [truth.fork()]
  const openInstance = () => {
    moments.push(truth.fork())
    return createLaggingInstance(truth, moments[pick(moments.length)])
  }
  return { truth, openInstance }
}

describe('long work whose every step begins on an old state', () => {
  it('ends right, though each step has seen nothing at all', async () => {
    await checkLongWork(createParts(() => 0))
  })

  it('ends right, whatever moment each step has seen', async () => {
    await checkProperty(
      'long-work-lag',
      fc.asyncProperty(fc.infiniteStream(fc.nat({ max: 1_000_000 })), async (choices) => {
        await checkLongWork(createParts((moments) => choices.next().value % moments))
      }),
      { runs: 15 },
    )
  })

  it('is begun anew if its instance completed without it', async () => {
    const world = await createLaggingWorld(createParts(() => 0))
    await world.startImport()
    world.workflows.started.splice(0)
    expect(await world.resume()).toMatchObject({ open: 1, failed: 0 })
    await world.run()
    expect(await world.readProject()).toMatchObject({ status: 'Running' })
  })
})
