import { expect, test } from '@jest/globals'
import { approveItems } from '../../../../src/domain/review/approve-items.ts'
import { ana, createReviewWorld, outcomes, rita } from '../../../support/review-world.ts'

test('approveItems changes the items whose state allows it, for reviewers', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(2)
  const input = { project: project.id, items: ids }
  await expect(approveItems(deps)(ana, input)).rejects.toMatchObject({ code: 'Forbidden' })
  const results = outcomes(await approveItems(deps)(rita, input))
  expect([results[0], results[1]]).toEqual(['Accepted', 'WrongItemState'])
  expect((await read(ids[0]!)).document).toMatchObject({ state: 'approved', changedAt: 1000 })
  expect(await audits()).toMatchObject([{ action: 'ApproveItems', by: 'rita', items: [ids[0]] }])
})
