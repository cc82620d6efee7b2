import { expect, it } from '@jest/globals'
import { endOperation } from '../../../../src/domain/model/operations/end-operation.ts'
import { measureOperations } from '../../../../src/domain/operations/measure-operations.ts'
import { createLongWorkWorld } from '../../../support/long-work-world.ts'
import { createTelemetryWorld } from '../../../support/telemetry-world.ts'

it('the age of the oldest open operation is measured, 0 without one', async () => {
  const world = await createLongWorkWorld()
  const { telemetry, points } = createTelemetryWorld()
  const measure = async () => {
    await measureOperations({ ...world.deps, telemetry })
    return (await points()).map(({ name, value }) => [name, value])
  }
  const name = 'etiquette.operations.oldest_open_age'
  const { id } = await world.startImport()
  world.clock.now += 90_000
  expect(await measure()).toMatchObject([[name, { count: 1, sum: 90 }]])
  await endOperation(world.deps, id, { status: 'Succeeded' })
  expect(await measure()).toMatchObject([[name, { count: 1, sum: 0 }]])
})
