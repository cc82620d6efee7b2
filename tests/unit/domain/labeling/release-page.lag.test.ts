import { describe, expect, it } from '@jest/globals'
import { segmentPartition } from '../../../../src/domain/model/items/segment.ts'
import { isLive, leaseId, leases } from '../../../../src/domain/model/leases/lease.ts'
import { callerOf } from '../../../support/labeling-world.ts'
import { openTwoInstances } from '../../../support/two-instances.ts'

const lead = callerOf('lead', 'Admin')
const ana = callerOf('ana')

const setUp = async () => {
  const world = await openTwoInstances()
  const { a, b, project, primary, clock } = world
  const next = await a.run((service) => service.takePage(ana, { project: project.id, size: 2 }))
  if (!('page' in next)) throw new Error('There is no page')
  b.catchUp()
  const input = { project: project.id, page: next.page.page }
  const read = () => leases.read(primary, segmentPartition(project.uid, 0), leaseId(input.page))
  return { ...world, input, stored: async () => (await read())!.document, clock }
}

describe('a page released on an instance that reads an old state', () => {
  it('is ended by an Admin, though its labeler has just renewed it elsewhere', async () => {
    const { a, b, project, clock, input, stored } = await setUp()
    clock.now += project.pageLease - 1000
    await a.run((service) => service.renewPage(ana, input))
    clock.now += 2000
    await b.run((service) => service.releasePage(lead, input))
    expect(isLive(await stored(), clock.now)).toBe(false)
  })

  it('stays released if its labeler has released it elsewhere', async () => {
    const { a, b, input, stored } = await setUp()
    await a.run((service) => service.releasePage(ana, input))
    await b.run((service) => service.releasePage(ana, input))
    expect((await stored()).status).toBe('Released')
  })
})
