import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { getExport } from '../../../src/domain/exports/get-export.ts'
import { deleteProject } from '../../../src/domain/projects/delete-project.ts'
import { projectPartition, projects } from '../../../src/domain/model/projects/project.ts'
import { resumeOperations } from '../../../src/domain/operations/resume-operations.ts'
import { recountProject } from '../../../src/domain/recount/recount-project.ts'
import { refreshProject } from '../../../src/domain/refresh/refresh-project.ts'
import { approveItem } from '../../../src/domain/model/items/change-item.ts'
import { fencedReads } from '../../../src/domain/model/documents/fenced-reads.ts'
import { readItems } from '../../support/labeling-world.ts'
import { ann, askForExport, label, textOf } from '../../support/export-world.ts'
import { createLaggingInstance } from '../../support/lagging-store.ts'
import { admin, createLongWorkWorld, image } from '../../support/long-work-world.ts'
import { createForkableStore, type ForkableStore } from '../../support/memory-store.ts'
import { checkProperty } from '../../support/property.ts'

/**
 * A world in which each step runs in a process of its own, which has seen nothing but a past moment: `pick` chooses it among
 * all moments at which a step or a request began.
 */
const createLaggingWorld = async (pick: (moments: number) => number) => {
  const clock = { now: 1_000_000 }
  const primary = createForkableStore(() => clock.now)
  const moments: ForkableStore[] = [primary.fork()]
  const world = await createLongWorkWorld({ segments: 3 }, primary)
  const newInstance = () => {
    moments.push(primary.fork())
    return createLaggingInstance(primary, moments[pick(moments.length)])
  }
  const depsOfProcess = () => ({
    ...world.deps,
    get store() {
      return newInstance()
    },
  })
  return {
    ...world,
    primary,
    newInstance,
    run: () => world.runStarted({ deps: depsOfProcess }),
    /** The timer, on an instance of its own. */
    resume: () =>
      resumeOperations(
        { store: fencedReads(newInstance()), now: () => clock.now + 3_600_000, resumeAfter: 60_000 },
        world.workflows,
      ),
  }
}

const files = 7

const check = async (pick: (moments: number) => number): Promise<void> => {
  const world = await createLaggingWorld(pick)
  const { project, deps, container, primary } = world
  for (let index = 0; index < files; index += 1) container.write(`f/${index}.png`, image(index + 1, 7), 1000)
  await world.startImport()
  await world.run()
  expect(await world.readProject()).toMatchObject({ status: 'Running' })
  expect(await readItems(primary, project)).toHaveLength(files)

  for (let index = 0; index < 5; index += 1) await label(world, `f/${index}.png`, 'c0')
  await world.changeItem('f/0.png', (item) => approveItem(item, ann, world.clock.now))
  const asked = await askForExport(world, { format: 'Csv' })
  await world.run()
  const record = await getExport(deps)(admin, project.id, asked.export)
  expect(record).toMatchObject({ status: 'Succeeded', exportedRowCount: 5 })
  expect(textOf(world, record, 'labeledDatapoints.csv').trim().split('\n')).toHaveLength(6)

  container.write('f/new.png', image(9, 9), world.clock.now)
  container.files.delete('f/6.png')
  for (let times = 0; times < 2; times += 1) {
    const refresh = await refreshProject(deps)(admin, world.workflows, project.id, { full: true })
    await world.run()
    expect(await world.readOperation(refresh.id)).toMatchObject({ status: 'Succeeded' })
  }
  const missing = (await readItems(primary, project)).filter((item) => item.missing)
  expect(missing.map(({ path }) => path)).toEqual(['f/6.png'])

  const recount = await recountProject(deps)(admin, world.workflows, project.id, { repair: true })
  await world.run()
  expect(await world.readOperation(recount.id)).toMatchObject({
    status: 'Succeeded',
    recount: { differenceCount: 0, busySegments: [] },
  })
  expect(await world.resume()).toEqual({ open: 0, failed: 0 })

  const found = await projects.read(primary, projectPartition, project.id)
  const input = { name: project.id, deleteFiles: true, ifMatch: found!.etag }
  const deletion = await deleteProject(deps)(admin, input, world.workflows)
  await world.run()
  expect(await world.readOperation(deletion.id)).toMatchObject({ status: 'Succeeded' })
  expect(await projects.read(primary, projectPartition, project.id)).toBeUndefined()
  expect(await readItems(primary, project)).toEqual([])
}

describe('long work whose every step begins on an old state', () => {
  it('ends right, though each step has seen nothing at all', async () => {
    await check(() => 0)
  })

  it('ends right, whatever moment each step has seen', async () => {
    await checkProperty(
      'long-work-lag',
      fc.asyncProperty(fc.infiniteStream(fc.nat({ max: 1_000_000 })), async (choices) => {
        await check((moments) => choices.next().value % moments)
      }),
      { runs: 15 },
    )
  })

  it('is begun anew if its instance completed without it', async () => {
    const world = await createLaggingWorld(() => 0)
    await world.startImport()
    world.workflows.started.splice(0)
    expect(await world.resume()).toEqual({ open: 1, failed: 0 })
    await world.run()
    expect(await world.readProject()).toMatchObject({ status: 'Running' })
  })
})
