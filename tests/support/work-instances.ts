import type { Site, WorkInstance, Workflows } from '../../src/domain/ports/workflows.ts'
import { testSite } from './run-workflow.ts'

/** A hub of instances that do nothing: each runs without a turn until the test gives it one, or ends it. */
export const createInstances = (site: Site = testSite) => {
  const instances = new Map<string, WorkInstance>()
  const starts: string[] = []
  const ends: string[] = []
  let turns = 0
  const set = (id: string, state: WorkInstance['state']): void => {
    instances.set(id, { state, turn: `turn ${(turns += 1)}` })
  }
  const find = (id: string): WorkInstance => instances.get(id) ?? { state: 'Absent', turn: '' }
  const workflows: Workflows = {
    site,
    find: async ({ id }) => find(id),
    start: async ({ id }) => {
      if (find(id).state !== 'Absent') return
      starts.push(id)
      set(id, 'Running')
    },
    end: async ({ id }) => {
      ends.push(id)
      set(id, 'Absent')
    },
  }
  return { workflows, starts, ends, set }
}
