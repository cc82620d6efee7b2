import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { isDomainError } from '../../../../src/domain/core/errors.ts'
import type { Fault } from '../../../../local/cosmos-gateway/faults.ts'
import { uniformLag } from '../../../../local/cosmos-gateway/replicas.ts'
import { segmentPartition } from '../../../../src/domain/model/items/segment.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { openInstances } from '../../../support/cosmos-instances.ts'
import {
  callerOf,
  createLabelingService,
  dispatchProblems,
  makeProject,
  readItems,
  setUpProject,
} from '../../../support/labeling-world.ts'
import { checkProperty } from '../../../support/property.ts'

const project = makeProject()
const name = project.id
const callers = ['ana', 'ben', 'cleo'].map((user) => callerOf(user))

const aFault: fc.Arbitrary<Fault> = fc.record({
  status: fc.constantFrom(408, 410, 500, 503),
  done: fc.constantFrom('never', 'first', 'later'),
})

describe('labeling over a database that fails at random', () => {
  it('keeps every answer that it acknowledged, once, and counts exactly', async () => {
    const faults = fc.array(fc.option(aFault, { nil: undefined, freq: 3 }), { maxLength: 300 })
    await checkProperty(
      'labeling-faults',
      fc.asyncProperty(faults, fc.nat(3), async (planned, lag) => {
        let failing = false
        let next = 0
        const fault = (): Fault | undefined => {
          next += 1
          return failing ? planned[next] : undefined
        }
        const world = openInstances({ fault, lag: uniformLag(50 * lag, () => 0.5) })
        const { gateway, now, one: store } = world
        let ids = 0
        const newService = (on: Store) =>
          createLabelingService(on, now, () => {
            ids += 1
            return `id${ids}`
          })
        const paths = Array.from({ length: 12 }, (_, index) => `${index}.png`)
        await setUpProject(
          store,
          project,
          callers.map(({ user }) => user),
          paths,
        )
        // The other instance learns of the project before anything fails.
        await world.two.fence('workspace', 'project')
        await world.two.fence('items', segmentPartition(project.uid, 0))
        failing = true
        const acknowledged = new Map<string, string>()

        const work = async (caller: (typeof callers)[number], index: number): Promise<void> => {
          const service = newService(index % 2 === 0 ? world.one : world.two)
          for (let round = 0; round < 6; round += 1) {
            try {
              const taken = await service.takePage(caller, { project: name, size: 2 })
              if (!('page' in taken)) continue
              const { page } = taken
              const answers = page.items.map(({ id }) => ({ item: id, labels: ['Cat'] }))
              const results = await service.submitPage(caller, { project: name, page: page.page, answers })
              for (const { item, status } of results)
                if (status === 'Accepted') acknowledged.set(item, caller.user)
            } catch (error) {
              expect(isDomainError(error, 'ServiceUnavailable', 'TooManyRequests')).toBe(true)
            }
          }
        }
        await Promise.all(callers.map(work))
        failing = false
        gateway.runLate()
        await store.fence('items', segmentPartition(project.uid, 0))
        expect(await dispatchProblems(store, project, now())).toEqual([])
        const answered = (await readItems(store, project)).filter(({ decision }) => decision !== undefined)
        const byItem = new Map(answered.map(({ id, labeledBy }) => [id as string, labeledBy as string]))
        for (const [item, user] of acknowledged) expect([item, byItem.get(item)]).toEqual([item, user])
        expect(gateway.complaints).toEqual([])
      }),
      { runs: 8 },
    )
  })
})
