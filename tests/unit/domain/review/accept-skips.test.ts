import { expect, test } from '@jest/globals'
import { acceptSkips } from '../../../../src/domain/review/accept-skips.ts'
import { callerOf } from '../../../support/make-documents.ts'
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

test('accepting again a skip that one has accepted changes nothing', async () => {
  const { deps, project, ids, read, audits, world } = await createReviewWorld(2)
  const input = { project: project.id, items: [ids[1]!] }
  await acceptSkips(deps)(rita, input)
  const first = await read(ids[1]!)
  expect(first.document.skipAccepted).toEqual({ by: 'rita', at: 1000 })
  world.now = 2000
  expect(outcomes(await acceptSkips(deps)(rita, input))).toEqual(['Accepted'])
  const other = await acceptSkips(deps)(callerOf('leo', 'Admin'), input)
  expect(outcomes(other)).toEqual(['WrongItemState'])
  expect(await read(ids[1]!)).toEqual(first)
  expect(await audits()).toHaveLength(1)
})
