import { makeProject, setUpProject } from './labeling-world.ts'
import { createLaggingInstance } from './lagging-store.ts'
import { createForkableStore } from './memory-store.ts'
import { createServiceInstance } from './service-instance.ts'

/** A project with three items, and two instances of the service whose reads lag until they catch up. */
export const openTwoInstances = async () => {
  const clock = { now: 1_000_000 }
  const now = () => clock.now
  const primary = createForkableStore(now)
  const project = makeProject({ segments: 1 })
  await setUpProject(primary, project, ['ana', 'ben'], ['1.png', '2.png', '3.png'])
  let ids = 0
  const open = () => {
    const lagging = createLaggingInstance(primary)
    const { run } = createServiceInstance(lagging, now, () => `id${(ids += 1)}`)
    return { run, catchUp: lagging.catchUp }
  }
  return { clock, now, primary, project, a: open(), b: open() }
}
