import { expect, test } from '@jest/globals'
import { listPages } from '../../../../src/domain/labeling/list-pages.ts'
import { ana, createLeaseWorld, held, project, rita } from '../../../support/lease-world.ts'
import { makePage } from '../../../support/make-documents.ts'

test('the live pages of a project are listed for reviewers, the first to expire first', async () => {
  const soon = makePage('ben', [], { leaseUntil: 2000 })
  const { deps, world } = await createLeaseWorld(held, soon, makePage('cleo', [], { leaseUntil: 1000 }))
  const list = async (pageSize: number, continuation?: string, who = rita) => {
    const page = await listPages(deps)(who, { project: project.id, pageSize, continuation })
    return { pages: page.documents.map(({ document }) => document), next: page.continuation }
  }
  expect((await list(5)).pages).toEqual([soon, held])
  const first = await list(1)
  expect(first.pages).toEqual([soon])
  // The list shows what was live when it began.
  world.now = 1_000_000
  expect((await list(1, first.next)).pages).toEqual([held])
  await expect(list(5, undefined, ana)).rejects.toMatchObject({ code: 'Forbidden' })
})
