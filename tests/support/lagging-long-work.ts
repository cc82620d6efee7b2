import { expect } from '@jest/globals'
import { deleteExport } from '../../src/domain/exports/delete-export.ts'
import { getExport } from '../../src/domain/exports/get-export.ts'
import { fencedReads } from '../../src/domain/model/documents/fenced-reads.ts'
import { approveItem } from '../../src/domain/model/items/change-item.ts'
import { projectPartition, projects } from '../../src/domain/model/projects/project.ts'
import { resumeOperations } from '../../src/domain/operations/resume-operations.ts'
import type { Store } from '../../src/domain/ports/store.ts'
import { deleteProject } from '../../src/domain/projects/delete-project.ts'
import { recountProject } from '../../src/domain/recount/recount-project.ts'
import { refreshProject } from '../../src/domain/refresh/refresh-project.ts'
import { ann, askForExport, label, textOf } from './export-world.ts'
import { readItems } from './labeling-world.ts'
import { admin, createLongWorkWorld, image } from './long-work-world.ts'
import { started } from './started.ts'

interface LaggingParts {
  /** The store of requests and of the test itself, whose reads are all true. */
  readonly truth: Store
  /** Opens a process of its own, such as one for each step, whose reads can lag. */
  readonly openInstance: () => Store
}

/** A world in which each step runs in a process of its own. */
export const createLaggingWorld = async ({ truth, openInstance }: LaggingParts) => {
  const world = await createLongWorkWorld({ segments: 3 }, truth)
  const depsOfProcess = () => ({
    ...world.deps,
    get store() {
      return openInstance()
    },
  })
  return {
    ...world,
    run: () => world.runStarted({ deps: depsOfProcess }),
    /** The timer, on an instance of its own. */
    resume: () =>
      resumeOperations(
        {
          store: fencedReads(openInstance()),
          now: () => world.clock.now + 3_600_000,
          resumeAfter: 60_000,
          stuckAfter: 3_600_000,
        },
        world.workflows,
      ),
  }
}

const files = 7

/** All long work of a project, one after the other, and what must be true after each. */
export const checkLongWork = async (parts: LaggingParts): Promise<void> => {
  const world = await createLaggingWorld(parts)
  const { truth } = parts
  const { project, deps, container } = world
  for (let index = 0; index < files; index += 1) container.write(`f/${index}.png`, image(index + 1, 7), 1000)
  await world.startImport()
  await world.run()
  expect(await world.readProject()).toMatchObject({ status: 'Running' })
  expect(await readItems(truth, project)).toHaveLength(files)

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
  const all = await readItems(truth, project)
  expect(all).toHaveLength(files + 1)
  expect(all.filter((item) => item.missing).map(({ path }) => path)).toEqual(['f/6.png'])

  const recount = await recountProject(deps)(admin, world.workflows, project.id, { repair: true })
  await world.run()
  expect(await world.readOperation(recount.id)).toMatchObject({
    status: 'Succeeded',
    recount: { differenceCount: 0, busySegments: [] },
  })

  const removal = await started(deleteExport(deps)(admin, world.workflows, project.id, asked.export))
  await world.run()
  expect(await world.readOperation(removal.id)).toMatchObject({ status: 'Succeeded' })
  await expect(getExport(deps)(admin, project.id, asked.export)).rejects.toMatchObject({
    code: 'ExportNotFound',
  })
  expect(await world.resume()).toMatchObject({ open: 0, failed: 0 })

  const found = await projects.read(truth, projectPartition, project.id)
  const input = { name: project.id, deleteFiles: true, ifMatch: found!.etag }
  const deletion = await started(deleteProject(deps)(admin, input, world.workflows))
  await world.run()
  expect(await world.readOperation(deletion.id)).toMatchObject({ status: 'Succeeded' })
  expect(await projects.read(truth, projectPartition, project.id)).toBeUndefined()
  expect(await readItems(truth, project)).toEqual([])
}
