import { expect, test } from '@jest/globals'
import { requestSeed } from '../../../../src/domain/core/request-seed.ts'
import { approveItems } from '../../../../src/domain/review/approve-items.ts'
import { rejectItems } from '../../../../src/domain/review/reject-items.ts'
import { unapproveItems } from '../../../../src/domain/review/unapprove-items.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { callerOf } from '../../../support/make-documents.ts'
import { ana, createReviewWorld, outcomes, rita } from '../../../support/review-world.ts'

const leo = callerOf('leo', 'Admin')

test('unapproveItems undoes an approval, by whomever, for reviewers', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(4)
  const before = await read(ids[0]!)
  await approveItems(deps)(rita, { project: project.id, items: [ids[0]!] })
  const input = { project: project.id, items: ids.slice(0, 2) }
  await expect(unapproveItems(deps)(ana, input)).rejects.toMatchObject({ code: 'Forbidden' })
  const results = await unapproveItems(deps)(leo, input)
  expect(outcomes(results)).toEqual(['Accepted', 'WrongItemState'])
  expect(results[1]?.error?.message).toContain('approved')
  const { document } = await read(ids[0]!)
  const { unapproved, ...rest } = document
  expect(rest).toEqual({ ...before.document, changedAt: 1000 })
  expect(unapproved).toEqual([{ by: 'leo', at: 1000, approved: { by: 'rita', at: 1000 } }])
  expect((await audits()).filter(({ action }) => action === 'UnapproveItems')).toMatchObject([
    { by: 'leo', items: [ids[0]] },
  ])
  expect(await counterProblems(deps.store, project)).toEqual([])
})

test('a repeated one is accepted, and takes back no later approval', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(1)
  const input = { project: project.id, items: ids }
  const keyed = { ...input, seed: requestSeed.parse('s1') }
  await approveItems(deps)(rita, input)
  await unapproveItems(deps)(rita, input)
  expect(outcomes(await unapproveItems(deps)(rita, input))).toEqual(['Accepted'])
  expect(outcomes(await unapproveItems(deps)(leo, input))).toEqual(['WrongItemState'])
  await approveItems(deps)(rita, input)
  await unapproveItems(deps)(rita, keyed)
  await approveItems(deps)(leo, input)
  const last = await read(ids[0]!)
  expect(outcomes(await unapproveItems(deps)(rita, keyed))).toEqual(['Accepted'])
  expect(await read(ids[0]!)).toEqual(last)
  await rejectItems(deps)(leo, input)
  expect(outcomes(await unapproveItems(deps)(rita, keyed))).toEqual(['Accepted'])
  expect(outcomes(await unapproveItems(deps)(rita, input))).toEqual(['WrongItemState'])
  expect((await audits()).map(({ action }) => action).toSorted()).toEqual([
    'ApproveItems',
    'ApproveItems',
    'ApproveItems',
    'RejectItems',
    'UnapproveItems',
    'UnapproveItems',
  ])
})

test('a repeated approval is accepted although it was taken back since, and does not approve again', async () => {
  const { deps, project, ids, read } = await createReviewWorld(1)
  const keyed = { project: project.id, items: ids, seed: requestSeed.parse('s1') }
  await approveItems(deps)(rita, keyed)
  await unapproveItems(deps)(leo, { project: project.id, items: ids })
  expect(outcomes(await approveItems(deps)(rita, keyed))).toEqual(['Accepted'])
  expect((await read(ids[0]!)).document.state).toBe('labeled')
  await rejectItems(deps)(leo, { project: project.id, items: ids })
  expect(outcomes(await approveItems(deps)(rita, keyed))).toEqual(['Accepted'])
})
