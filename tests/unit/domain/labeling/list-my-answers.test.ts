import { describe, expect, test } from '@jest/globals'
import { getMyNumbers } from '../../../../src/domain/labeling/get-my-numbers.ts'
import { listMyAnswers, type MyAnswersInput } from '../../../../src/domain/labeling/list-my-answers.ts'
import type { MyAnswer } from '../../../../src/domain/labeling/my-answer.ts'
import { getStatistics } from '../../../../src/domain/projects/get-statistics.ts'
import { callerOf, lead, readItems } from '../../../support/labeling-world.ts'
import { createRecountWorld, label } from '../../../support/recount-world.ts'

const [ana, ben] = [callerOf('ana'), callerOf('ben')]
const dayLength = 24 * 3600 * 1000

/** Twelve answers of ana and eight of ben in three segments; the lead has rejected some. */
const setUp = async () => {
  const world = await createRecountWorld(40, { segments: 3 })
  const { project, service, clock } = world
  await label(world, 'ana', 3)
  await label(world, 'ben', 2)
  const mine = (await readItems(world.store, project)).filter(({ labeledBy }) => labeledBy === 'ana')
  const reject = async (from: number, to: number, comment: string) => {
    clock.now += 1000
    await service.rejectItems(lead, {
      project: project.id,
      items: mine.slice(from, to).map(({ id }) => id),
      comment,
    })
  }
  await reject(0, 2, 'first')
  await reject(2, 5, 'second')
  const list = listMyAnswers(world.deps)
  const all = async (
    caller: typeof ana,
    input: Partial<MyAnswersInput> = {},
  ): Promise<readonly MyAnswer[]> => {
    const found: MyAnswer[] = []
    let continuation: string | undefined
    do {
      const page = await list(caller, { project: project.id, pageSize: 2, ...input, continuation })
      expect(page.documents.length).toBeLessThanOrEqual(input.pageSize ?? 2)
      found.push(...page.documents)
      continuation = page.continuation
    } while (continuation !== undefined)
    return found
  }
  return { ...world, mine, all, list }
}

describe('the answers of a labeler', () => {
  test('are those in force, and nobody else’s', async () => {
    const { all, mine } = await setUp()
    const found = await all(ana)
    expect(found.map(({ item }) => item.id).toSorted()).toEqual(
      mine
        .slice(5)
        .map(({ id }) => id)
        .toSorted(),
    )
    expect(found.every(({ answer, rejected }) => answer.by === 'ana' && rejected === undefined)).toBe(true)
    expect((await all(ben)).every(({ answer }) => answer.by === 'ben')).toBe(true)
    expect(await all(callerOf('cleo'))).toEqual([])
  })

  test('that were rejected come with the comment, the latest rejection first', async () => {
    const { all, mine } = await setUp()
    const found = await all(ana, { rejected: true })
    expect(found.map(({ rejected }) => rejected?.comment)).toEqual([
      ...Array.from({ length: 3 }, () => 'second'),
      ...Array.from({ length: 2 }, () => 'first'),
    ])
    expect(new Set(found.map(({ item }) => item.id))).toEqual(new Set(mine.slice(0, 5).map(({ id }) => id)))
    expect(found.every(({ answer }) => answer.by === 'ana')).toBe(true)
    expect(await all(ben, { rejected: true })).toEqual([])
    expect(await all(ana, { rejected: true, pageSize: 200 })).toEqual(found)
  })

  test('stay rejected when the items have other answers, and each rejection counts', async () => {
    const { all, project, service, mine, clock } = await setUp()
    const { id } = mine[0]!
    const relabel = { project: project.id, item: id, label: { labels: ['Dog'] }, ifMatch: '*' }
    await service.labelItem(lead, relabel)
    expect(await all(ana, { rejected: true })).toHaveLength(5)
    clock.now += 1000
    await service.rejectItems(lead, { project: project.id, items: [id], comment: 'of the lead' })
    expect(await all(ana, { rejected: true })).toHaveLength(5)
    expect((await all(lead, { rejected: true })).map(({ rejected }) => rejected?.comment)).toEqual([
      'of the lead',
    ])
  })

  test('are not told to strangers, and a wrong position is refused', async () => {
    const { list, project } = await setUp()
    const input = { project: project.id, pageSize: 2 }
    await expect(list(callerOf('eve'), input)).rejects.toMatchObject({ code: 'ProjectNotFound' })
    for (const rejected of [true, false])
      await expect(list(ana, { ...input, rejected, continuation: 'x' })).rejects.toMatchObject({
        code: 'InvalidContinuation',
      })
  })
})

describe('numbers', () => {
  test('of a labeler are their own, with those of today apart', async () => {
    const world = await setUp()
    const { deps, project, clock } = world
    const numbers = () => getMyNumbers(deps)(ana, project.id)
    const before = await numbers()
    const item = (await readItems(world.store, project)).filter(({ state }) => state === 'unlabeled')
    expect(before).toMatchObject({ rejected: 5, submitted: 12, open: item.length })
    expect(before.labeled + before.skipped).toBe(7)
    expect(before.activeMs).toBeGreaterThan(12 * 100)
    expect(before.today).toEqual({ day: 0, submitted: 12, activeMs: before.activeMs })
    clock.now += dayLength
    expect((await numbers()).today).toEqual({ day: 1, submitted: 0, activeMs: 0 })
    await label(world, 'ana', 1)
    const after = await numbers()
    expect(after).toMatchObject({ submitted: 16, today: { day: 1, submitted: 4 } })
    expect(after.activeMs - before.activeMs).toBe(after.today.activeMs)
    await expect(getMyNumbers(deps)(callerOf('eve'), project.id)).rejects.toMatchObject({
      code: 'ProjectNotFound',
    })
  })

  test('by labeler and by day have the same sums', async () => {
    const world = await setUp()
    const { deps, project, clock } = world
    clock.now += 2 * dayLength
    await label(world, 'ben', 1)
    const by = (key: 'labeler' | 'day' | 'class') =>
      getStatistics(deps)(lead, { project: project.id, by: key })
    const [labelers, days, classes] = [await by('labeler'), await by('day'), await by('class')]
    if (labelers.by !== 'labeler' || days.by !== 'day' || classes.by !== 'class') throw new Error('Mixed up')
    expect(labelers.rows.map(([user]) => user)).toEqual(['ana', 'ben'])
    expect(days.rows.map(([day]) => day)).toEqual([0, 2])
    for (const name of ['labeled', 'skipped', 'rejected', 'submitted', 'activeMs'] as const) {
      const sum = (rows: readonly (readonly [unknown, { readonly [n in typeof name]: number }])[]) =>
        rows.reduce((all, [, counts]) => all + counts[name], 0)
      expect(sum(days.rows)).toBe(sum(labelers.rows))
      expect(sum(days.rows)).toBeGreaterThan(0)
    }
    const labeled = labelers.rows.reduce((sum, [, counts]) => sum + counts.labeled, 0)
    expect(Object.values(classes.counts).reduce((sum, count) => sum + count, 0)).toBe(labeled)
    clock.now += 92 * dayLength
    expect(await by('day')).toEqual({ by: 'day', rows: [] })
    await expect(getStatistics(deps)(ana, { project: project.id, by: 'day' })).rejects.toMatchObject({
      code: 'Forbidden',
    })
  })
})
