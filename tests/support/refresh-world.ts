import { userId } from '../../src/domain/core/ids.ts'
import { answerItem } from '../../src/domain/model/items/change-item.ts'
import type { ProjectDocument } from '../../src/domain/model/projects/project.ts'
import { projectScope } from '../../src/domain/model/projects/project.ts'
import { refreshes, refreshId } from '../../src/domain/model/refresh/refresh.ts'
import { refreshProject } from '../../src/domain/refresh/refresh-project.ts'
import { labelOf, readItems } from './labeling-world.ts'
import { admin, createLongWorkWorld, image, type LongWorkWorld } from './long-work-world.ts'

export const hour = 3600_000
export const ann = userId.parse('ann')

/** A project with these files imported, an hour ago. */
export const startWithFiles = async (names: readonly string[], changes: Partial<ProjectDocument> = {}) => {
  const world = await createLongWorkWorld(changes)
  for (const name of names) world.container.write(name, image(), world.clock.now)
  await world.startImport()
  await world.runStarted()
  world.clock.now += hour
  return world
}

export const refresh = async (world: LongWorkWorld, full = false) => {
  const operation = await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full })
  await world.runStarted()
  return world.readOperation(operation.id)
}

export const labelItem = (world: LongWorkWorld, path: string) =>
  world.changeItem(path, (item) => answerItem(item, labelOf('c1'), ann, world.clock.now))

export const byPath = async (world: LongWorkWorld) =>
  new Map((await readItems(world.store, world.project)).map((item) => [item.path, item]))

export const readRefresh = async (world: LongWorkWorld) =>
  (await refreshes.read(world.store, projectScope(world.project.uid), refreshId))!.document
