import { expect, it } from '@jest/globals'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import {
  admin,
  crashingProcesses,
  createLongWorkWorld,
  image,
  type LongWorkWorld,
} from '../../../support/long-work-world.ts'
import { refresh, startWithFiles } from '../../../support/refresh-world.ts'

const namesIn = (folder: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${folder}/${index}.png`)

/** Runs the operation in processes that crash at each point in turn. */
const atEachPoint = async (
  start: () => Promise<{ readonly world: LongWorkWorld; readonly id: string }>,
  check: (world: LongWorkWorld, id: string) => Promise<void>,
): Promise<void> => {
  for (let point = 1, reached = true; reached; point += 1) {
    const { world, id } = await start()
    const processes = crashingProcesses(world, point)
    await world.runStarted({ deps: processes.deps })
    reached = processes.points() >= point
    await check(world, id)
  }
}

it('an import states how many items are new, after a crash at any write', async () => {
  await atEachPoint(
    async () => {
      const world = await createLongWorkWorld()
      world.container.pageSize = 10
      for (const name of namesIn('a', 30)) world.container.write(name, image(), world.clock.now)
      return { world, id: (await world.startImport()).id }
    },
    async (world, id) => {
      expect(await world.readOperation(id)).toMatchObject({ status: 'Succeeded', changes: { new: 30 } })
    },
  )
})

it.each([0, 3])('so does a refresh, with missing items, %s of which are back', async (back) => {
  await atEachPoint(
    async () => {
      const world = await startWithFiles(namesIn('a', 20))
      const away = namesIn('a', back).map((name) => [name, world.container.files.get(name)!] as const)
      for (const [name] of away) world.container.files.delete(name)
      await refresh(world)
      world.container.pageSize = 10
      for (const [name, file] of away) world.container.files.set(name, file)
      for (const name of namesIn('b', 8)) world.container.write(name, image(), world.clock.now)
      for (const name of namesIn('a', 10).slice(5)) world.container.files.delete(name)
      const { id } = await refreshProject(world.deps)(admin, world.workflows, world.project.id, {})
      return { world, id }
    },
    async (world, id) => {
      const operation = await world.readOperation(id)
      expect(operation).toMatchObject({ status: 'Succeeded', changes: { new: 8, changed: 0 } })
      if (!('changes' in operation) || !operation.changes) throw new Error('No changes')
      expect(operation.changes.missing - operation.changes.back).toBe(5 - back)
      if (back === 0) expect(operation.changes.missing).toBe(5)
    },
  )
})
