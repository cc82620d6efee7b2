import { expect, test } from '@jest/globals'
import { approveItems } from '../../../../src/domain/review/approve-items.ts'
import { ana, createReviewWorld, outcomes, rita } from '../../../support/review-world.ts'

test('approveItems changes the items whose state allows it, for reviewers', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(2)
  const input = { project: project.id, items: ids }
  await expect(approveItems(deps)(ana, input)).rejects.toMatchObject({ code: 'Forbidden' })
  const results = await approveItems(deps)(rita, input)
  expect(outcomes(results)).toEqual(['Accepted', 'WrongItemState'])
  expect(results[1]?.error?.message).toMatch(/labeled.*needsReview/)
  expect((await read(ids[0]!)).document).toMatchObject({ state: 'approved', changedAt: 1000 })
  expect(await audits()).toMatchObject([{ action: 'ApproveItems', by: 'rita', items: [ids[0]] }])
})
