import { expect, test } from '@jest/globals'
import { rejectItems } from '../../../../src/domain/review/reject-items.ts'
import { ana, createReviewWorld, outcomes, rita } from '../../../support/review-world.ts'

test('rejectItems puts answers into the history, with the comment, for reviewers', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(2)
  const input = { project: project.id, items: ids, comment: 'again' }
  await expect(rejectItems(deps)(ana, input)).rejects.toMatchObject({ code: 'Forbidden' })
  expect(outcomes(await rejectItems(deps)(rita, input))).toEqual(['Accepted', 'Accepted'])
  for (const id of ids)
    expect((await read(id)).document).toMatchObject({
      state: 'unlabeled',
      history: [{ action: 'Rejected', comment: 'again', endedBy: 'rita', endedAt: 1000 }],
    })
  expect(await audits()).toMatchObject([{ action: 'RejectItems', by: 'rita', comment: 'again' }])
  const again = await rejectItems(deps)(rita, input)
  expect(outcomes(again)).toEqual(['WrongItemState', 'WrongItemState'])
  expect(again[0]?.error?.message).toContain('approved')
})
