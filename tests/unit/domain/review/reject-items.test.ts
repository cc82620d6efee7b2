import { expect, test } from '@jest/globals'
import { requestSeed } from '../../../../src/domain/core/request-seed.ts'
import { labelItem } from '../../../../src/domain/review/label-item.ts'
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
  expect(outcomes(await rejectItems(deps)(rita, input))).toEqual(['Accepted', 'Accepted'])
  expect(await audits()).toHaveLength(1)
  const again = await rejectItems(deps)(rita, { ...input, comment: 'other' })
  expect(outcomes(again)).toEqual(['WrongItemState', 'WrongItemState'])
  expect(again[0]?.error?.message).toContain('approved')
})

test('a repeated rejection is accepted, also of an item that was labeled again since', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(2)
  const input = { project: project.id, items: ids, seed: requestSeed.parse('s1') }
  await rejectItems(deps)(rita, input)
  const label = { labels: ['Cat'] }
  await labelItem(deps)(rita, { project: project.id, item: ids[0]!, label, ifMatch: '*' })
  expect(outcomes(await rejectItems(deps)(rita, input))).toEqual(['Accepted', 'Accepted'])
  expect((await read(ids[0]!)).document).toMatchObject({
    state: 'labeled',
    history: [{ action: 'Rejected' }],
  })
  const other = { ...input, seed: requestSeed.parse('s2') }
  expect(outcomes(await rejectItems(deps)(rita, other))).toEqual(['Accepted', 'WrongItemState'])
  expect((await audits()).map(({ action }) => action).toSorted()).toEqual([
    'LabelItem',
    'RejectItems',
    'RejectItems',
  ])
})
