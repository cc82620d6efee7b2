import { expect, test } from '@jest/globals'
import { acceptSkips } from '../../../../src/domain/review/accept-skips.ts'
import { ana, createReviewWorld, outcomes, rita } from '../../../support/review-world.ts'

test('acceptSkips changes the items whose state allows it, for reviewers', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(2)
  const input = { project: project.id, items: ids }
  await expect(acceptSkips(deps)(ana, input)).rejects.toMatchObject({ code: 'Forbidden' })
  const results = await acceptSkips(deps)(rita, input)
  expect(outcomes(results)).toEqual(['WrongItemState', 'Accepted'])
  expect(results[0]?.error?.message).toContain('skipped')
  expect((await read(ids[1]!)).document).toMatchObject({ state: 'removed', changedAt: 1000 })
  expect(await audits()).toMatchObject([{ action: 'AcceptSkips', by: 'rita', items: [ids[1]] }])
})
