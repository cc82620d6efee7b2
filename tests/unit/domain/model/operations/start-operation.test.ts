import { describe, expect, it } from '@jest/globals'
import { endOperation } from '../../../../../src/domain/model/operations/end-operation.ts'
import { startOperation, writeIntent } from '../../../../../src/domain/model/operations/start-operation.ts'
import { createLaggingInstance } from '../../../../support/lagging-store.ts'
import { createLongWorkWorld } from '../../../../support/long-work-world.ts'
import { createForkableStore } from '../../../../support/memory-store.ts'
import { wrapStore } from '../../../../support/wrapped-store.ts'

const start = async () => {
  const primary = createForkableStore(() => 1_000_000)
  const world = await createLongWorkWorld({}, primary)
  const operation = await world.startImport()
  const lagging = createLaggingInstance(primary)
  let fences = 0
  const store = wrapStore(lagging, ({ method }, pass) => {
    if (method === 'fence') fences += 1
    return pass()
  })
  return { world, operation, deps: { store, now: world.deps.now }, fences: () => fences }
}

describe('the intent of an operation that exists', () => {
  it('is not open if the operation ended a moment ago', async () => {
    const { world, operation, deps } = await start()
    await endOperation(world.deps, operation.id, { status: 'Canceled' })
    expect(await writeIntent(deps, world.workflows, operation)).toMatchObject({ status: 'Canceled' })
  })

  it('starts nothing if the operation ended a moment ago', async () => {
    const { world, operation, deps } = await start()
    await endOperation(world.deps, operation.id, { status: 'Succeeded' })
    const workflows = { ...world.workflows, start: () => Promise.reject(new Error('It has ended')) }
    expect(await startOperation(deps, workflows, operation)).toMatchObject({ status: 'Succeeded' })
  })

  it('is left to the site that began it', async () => {
    const { world, operation, deps } = await start()
    const site = { name: 'guest-laptop', adopts: [], isGuest: true }
    const workflows = { ...world.workflows, site, start: () => Promise.reject(new Error('It is foreign')) }
    expect(await startOperation(deps, workflows, operation)).toMatchObject({ site: 'local', open: true })
  })

  it('costs one fence if it is open, and none if an old read shows its end', async () => {
    const { world, operation, deps, fences } = await start()
    expect((await writeIntent(deps, world.workflows, operation)).open).toBe(true)
    expect(fences()).toBe(1)
    await endOperation(world.deps, operation.id, { status: 'Canceled' })
    await deps.store.fence('workspace', 'operation')
    expect((await writeIntent(deps, world.workflows, operation)).open).toBeUndefined()
    expect(fences()).toBe(2)
  })
})
