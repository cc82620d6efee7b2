import { expect, test } from '@jest/globals'
import { markOf, requestSeed } from '../../../../src/domain/core/request-seed.ts'
import { maxEarlierApprovals } from '../../../../src/domain/model/items/item.ts'
import { writeSegment } from '../../../../src/domain/model/items/write-segment.ts'
import { approveItems } from '../../../../src/domain/review/approve-items.ts'
import { rejectItems } from '../../../../src/domain/review/reject-items.ts'
import { counterProblems } from '../../../support/check-counters.ts'
import { callerOf } from '../../../support/make-documents.ts'
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

test('approveItems settles the mark of a changed file, of approved items too, once', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(4)
  const labeled = [ids[0]!, ids[2]!]
  const approve = () => approveItems(deps)(rita, { project: project.id, items: labeled })
  const mark = async (id: (typeof ids)[number]) => {
    const before = await read(id)
    const after = { ...before.document, changed: true as const }
    await writeSegment(deps.store, { uid: project.uid, segment: 0 }, [{ before, after }])
  }
  await mark(labeled[0]!)
  expect(outcomes(await approve())).toEqual(['Accepted', 'Accepted'])
  await mark(labeled[1]!)
  // The first is approved by the same person, and nothing changed since.
  expect(outcomes(await approve())).toEqual(['Accepted', 'Accepted'])
  for (const id of labeled) {
    const { document } = await read(id)
    expect(document).toMatchObject({ state: 'approved', labeledBy: ana.user, approved: { by: rita.user } })
    expect(document.changed).toBeUndefined()
  }
  expect(await counterProblems(deps.store, project)).toEqual([])
  expect(new Set((await audits()).map(({ items }) => items?.length))).toEqual(new Set([1, 2]))
})

test('approving what one has approved changes nothing; what another approved is no longer open to it', async () => {
  const { deps, project, ids, read, audits, world } = await createReviewWorld(1)
  const input = { project: project.id, items: ids }
  await approveItems(deps)(rita, input)
  const first = await read(ids[0]!)
  world.now = 2000
  expect(outcomes(await approveItems(deps)(rita, input))).toEqual(['Accepted'])
  expect(outcomes(await approveItems(deps)(callerOf('leo', 'Admin'), input))).toEqual(['WrongItemState'])
  expect(await read(ids[0]!)).toEqual(first)
  expect(await audits()).toHaveLength(1)
})

test('a repeated approval is accepted although the item was rejected since, and does not approve it again', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(1)
  const input = { project: project.id, items: ids, seed: requestSeed.parse('s1') }
  await approveItems(deps)(rita, input)
  expect((await read(ids[0]!)).document.approved).toEqual({ by: 'rita', at: 1000, request: markOf('s1') })
  await rejectItems(deps)(rita, { project: project.id, items: ids })
  expect(outcomes(await approveItems(deps)(rita, input))).toEqual(['Accepted'])
  const other = { ...input, seed: requestSeed.parse('s2') }
  expect(outcomes(await approveItems(deps)(rita, other))).toEqual(['WrongItemState'])
  expect((await read(ids[0]!)).document.state).toBe('unlabeled')
  expect(await audits()).toHaveLength(2)
})

test('a repeated approval is accepted although others approved the item for a changed file since', async () => {
  const { deps, project, ids, read, audits } = await createReviewWorld(1)
  const approve = async (who: string, seed?: string) =>
    outcomes(
      await approveItems(deps)(callerOf(who, 'Admin'), {
        project: project.id,
        items: ids,
        ...(seed === undefined ? {} : { seed: requestSeed.parse(seed) }),
      }),
    )
  const change = async () => {
    const before = await read(ids[0]!)
    const after = { ...before.document, changed: true as const }
    await writeSegment(deps.store, { uid: project.uid, segment: 0 }, [{ before, after }])
  }
  await approve('rita', 's1')
  for (const who of ['leo', 'mia', 'rita']) {
    await change()
    expect(await approve(who, `by ${who}`)).toEqual(['Accepted'])
  }
  const last = await read(ids[0]!)
  expect(last.document.approved?.earlier?.map(({ by }) => by)).toEqual(['rita', 'leo', 'mia'])
  for (const [who, seed] of [
    ['rita', 's1'],
    ['leo', 'by leo'],
    ['mia', undefined],
  ] as const)
    expect(await approve(who, seed)).toEqual(['Accepted'])
  expect(await approve('tom', 's2')).toEqual(['WrongItemState'])
  expect(await read(ids[0]!)).toEqual(last)
  expect(await audits()).toHaveLength(4)

  await rejectItems(deps)(rita, { project: project.id, items: ids })
  expect(await approve('leo', 'by leo')).toEqual(['Accepted'])
  expect(await approve('leo')).toEqual(['WrongItemState'])
})

test('an approval keeps the newest of those that it replaced', async () => {
  const { deps, project, ids, read } = await createReviewWorld(1)
  for (let round = 0; round < maxEarlierApprovals + 3; round += 1) {
    const before = await read(ids[0]!)
    const after = { ...before.document, changed: true as const }
    await writeSegment(deps.store, { uid: project.uid, segment: 0 }, [{ before, after }])
    await approveItems(deps)(callerOf(`user${round}`, 'Admin'), { project: project.id, items: ids })
  }
  const { approved } = (await read(ids[0]!)).document
  expect(approved?.by).toBe(`user${maxEarlierApprovals + 2}`)
  expect(approved?.earlier?.map(({ by }) => by)).toEqual(['user2', 'user3', 'user4', 'user5'])
})
