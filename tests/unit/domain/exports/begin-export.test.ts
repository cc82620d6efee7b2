import { expect, it } from '@jest/globals'
import { getExport } from '../../../../src/domain/exports/get-export.ts'
import {
  exportPlanId,
  exportWorkRetention,
  maxRunningExports,
} from '../../../../src/domain/model/exports/export.ts'
import { projectScope } from '../../../../src/domain/model/projects/project.ts'
import { askForExport, runExport, startWithImages } from '../../../support/export-world.ts'
import { admin } from '../../../support/long-work-world.ts'

it('exports that were away for longer than their plans are kept end, and free their slots', async () => {
  const world = await startWithImages(1)
  const asked = []
  for (let index = 0; index < maxRunningExports; index += 1) asked.push(await askForExport(world))
  world.clock.now += exportWorkRetention * 1000 + 1000
  const [first] = asked
  expect(
    await world.store.read('workspace', projectScope('u1'), exportPlanId(first?.export ?? '')),
  ).toBeUndefined()
  await world.runStarted()
  for (const { export: id, operation } of asked) {
    expect(await getExport(world.deps)(admin, world.project.id, id)).toMatchObject({ status: 'Canceled' })
    expect(await world.readOperation(operation)).toMatchObject({ status: 'Canceled' })
  }
  expect(await runExport(world)).toMatchObject({ status: 'Succeeded' })
})
