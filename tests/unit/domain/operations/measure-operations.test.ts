import { expect, it } from '@jest/globals'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import { operationId } from '../../../../src/domain/core/ids.ts'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { writeIntent } from '../../../../src/domain/model/operations/start-operation.ts'
import { measureOperations } from '../../../../src/domain/operations/measure-operations.ts'
import type { Workflows } from '../../../../src/domain/ports/workflows.ts'
import { createLongWorkWorld } from '../../../support/long-work-world.ts'
import { testSite } from '../../../support/run-workflow.ts'
import { createTelemetryWorld } from '../../../support/telemetry-world.ts'
import { createInstances } from '../../../support/work-instances.ts'

const start = async () => {
  const world = await createLongWorkWorld()
  const { telemetry, points } = createTelemetryWorld()
  const hub = createInstances()
  /** The age in seconds by holder. */
  const measure = async (workflows: Workflows = hub.workflows) => {
    await measureOperations({ ...world.deps, telemetry }, workflows)
    const found = await points()
    expect(new Set(found.map(({ name }) => name))).toEqual(new Set(['etiquette.operations.oldest_open_age']))
    return Object.fromEntries(
      found.map(({ attributes, value }) => [
        String(attributes['holder']),
        typeof value === 'object' && 'sum' in value ? value.sum : undefined,
      ]),
    )
  }
  const startIn = (id: string, site = testSite) =>
    writeIntent(
      world.deps,
      { site },
      {
        id: operationId.parse(id),
        work: 'import',
        project: world.project.id,
        projectUid: world.project.uid,
        startedBy: 'ann',
      },
    )
  return { world, hub, measure, startIn }
}

it('the age of the oldest open operation is measured, 0 without one', async () => {
  const { world, measure, startIn } = await start()
  const { id } = await startIn('op1')
  world.clock.now += 90_000
  expect(await measure()).toEqual({ Own: 90 })
  await endOperation(world.deps, id, { status: 'Succeeded' })
  expect(await measure()).toEqual({ Own: 0 })
})

it('an operation of another site does not hide a later one of this site', async () => {
  const { world, measure, startIn } = await start()
  await startIn('op1', { name: 'guest-laptop', adopts: [], isGuest: true })
  world.clock.now += 60_000
  expect(await measure()).toEqual({ Foreign: 60, Own: 0 })
  await startIn('op2')
  world.clock.now += 30_000
  expect(await measure()).toEqual({ Foreign: 90, Own: 30 })
})

it('a suspended one does not hide a later one either, unless its instance cannot be found', async () => {
  const { world, hub, measure, startIn } = await start()
  const { id } = await startIn('op1')
  hub.set(id, 'Held')
  world.clock.now += 60_000
  expect(await measure()).toEqual({ Suspended: 60, Own: 0 })
  const find = () => Promise.reject(new DomainError('ServiceUnavailable', 'No answer'))
  expect(await measure({ ...hub.workflows, find })).toEqual({ Own: 60 })
})
