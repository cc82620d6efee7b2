import { describe, expect, it } from '@jest/globals'
import { refreshProject } from '../../../../src/domain/refresh/refresh-project.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { admin, crashingProcesses, image, type LongWorkWorld } from '../../../support/long-work-world.ts'
import { byPath, hour, refresh, startWithFiles } from '../../../support/refresh-world.ts'

const namesIn = (folder: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `${folder}/${String(index).padStart(4, '0')}.png`)

const countMissing = async (world: LongWorkWorld): Promise<number> =>
  [...(await byPath(world)).values()].filter(({ missing }) => missing).length

/** Before the n-th list page is listed, these files are deleted. */
const deleteAtListing = ({ container }: LongWorkWorld, listing: number, names: readonly string[]): void => {
  let listings = 0
  container.before = (kind) => {
    if (kind !== 'list') return
    listings += 1
    if (listings === listing) for (const name of names) container.files.delete(name)
  }
}

describe('a container that is emptied while a refresh runs', () => {
  it.each([
    ['between the full pass and the marking', true, 2, 1000],
    ['between them, after an incremental pass', false, 3, 1000],
    ['of a few files', true, 2, 6],
  ])('%s: marks at most about as many as were counted', async (_, full, listing, count) => {
    const world = await startWithFiles(namesIn('a', count))
    const names = [...world.container.files.keys()]
    world.container.files.delete(names[0]!)
    deleteAtListing(world, listing, names)
    const operation = await refresh(world, full)
    expect(operation).toMatchObject({ status: 'Failed', error: { code: 'FilesGone' } })
    expect(await countMissing(world)).toBeLessThanOrEqual(Math.min(21, count - 1))
    expect(await counterProblems(world.store, world.project)).toEqual([])
    // The next one counts all of them, and asks.
    expect(await refresh(world)).toMatchObject({ status: 'Failed', error: { code: 'FilesGone' } })
    expect(await countMissing(world)).toBeLessThanOrEqual(Math.min(21, count - 1))
  })

  it('marks all that were counted, and a few that went since', async () => {
    const world = await startWithFiles(namesIn('a', 100))
    for (const name of namesIn('a', 40)) world.container.files.delete(name)
    deleteAtListing(world, 2, namesIn('a', 50))
    expect(await refresh(world, true)).toMatchObject({ status: 'Succeeded', changes: { missing: 50 } })
  })

  it('marks whatever is missing after it was confirmed', async () => {
    const world = await startWithFiles(namesIn('a', 100))
    world.container.files.delete('a/0000.png')
    deleteAtListing(world, 2, namesIn('a', 100))
    const options = { confirmMissing: true }
    const { id } = await refreshProject(world.deps)(admin, world.workflows, world.project.id, options)
    await world.runStarted()
    expect(await world.readOperation(id)).toMatchObject({ status: 'Succeeded', changes: { missing: 100 } })
  })

  it('marks no more after a crash at any write', async () => {
    for (let point = 1, reached = true; reached; point += 1) {
      const world = await startWithFiles(namesIn('a', 40))
      world.container.pageSize = 10
      for (const name of namesIn('a', 9)) world.container.files.delete(name)
      world.container.before = (kind) => {
        if (kind === 'exists') world.container.files.clear()
      }
      await refreshProject(world.deps)(admin, world.workflows, world.project.id, { full: true })
      const processes = crashingProcesses(world, point)
      await world.runStarted({ deps: processes.deps })
      reached = processes.points() >= point
      expect(await countMissing(world)).toBeLessThanOrEqual(9 + 10)
    }
  })

  it('marks nothing while it reads changed files and pending headers', async () => {
    const world = await startWithFiles(namesIn('a', 100))
    world.clock.now += hour
    for (const name of namesIn('a', 100)) world.container.write(name, image(3, 3), world.clock.now)
    world.container.before = (kind) => {
      if (kind === 'read') world.container.files.clear()
    }
    expect(await refresh(world)).toMatchObject({ status: 'Failed', error: { code: 'FilesGone' } })
    expect(await countMissing(world)).toBe(0)
  })
})
