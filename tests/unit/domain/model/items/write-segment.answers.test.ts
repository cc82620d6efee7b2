import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { dayOf } from '../../../../../src/domain/core/day.ts'
import { userId } from '../../../../../src/domain/core/ids.ts'
import {
  answerItem,
  rejectItem,
  relabelItem,
  requeueItem,
} from '../../../../../src/domain/model/items/change-item.ts'
import { items, type ItemDocument } from '../../../../../src/domain/model/items/item.ts'
import {
  daysOf,
  labelersOf,
  noCounts,
  sumCounts,
  type AnswerCounts,
} from '../../../../../src/domain/model/items/labeler-counts.ts'
import { readCounters } from '../../../../../src/domain/model/items/read-counters.ts'
import { readOwnCounters } from '../../../../../src/domain/model/items/read-labelers.ts'
import { readOwnAnswers } from '../../../../../src/domain/model/items/read-own-answers.ts'
import { keptDays } from '../../../../../src/domain/model/items/tidy-counters.ts'
import { writeSegment } from '../../../../../src/domain/model/items/write-segment.ts'
import { counterProblems } from '../../../../support/check-counters.ts'
import { counterForms, giveForm } from '../../../../support/counter-forms.ts'
import { labelOf, makeItem, makeProject } from '../../../../support/make-documents.ts'
import { createMemoryStore } from '../../../../support/memory-store.ts'
import { checkProperty } from '../../../../support/property.ts'

const people = ['ana', 'ben', 'x.y@example.com', 'rita'].map((user) => userId.parse(user))
const dayLength = 24 * 3600 * 1000
const project = makeProject({ segments: 1 })
const segment = { uid: project.uid, segment: 0 }

const step = fc.record({
  do: fc.constantFrom('label', 'label', 'skip', 'reject', 'relabel', 'requeue', 'takeBack'),
  who: fc.nat(people.length - 1),
  item: fc.nat(5),
  activeMs: fc.option(fc.integer({ min: 0, max: 600_000 }), { nil: undefined }),
  /** Hours until the next step; sometimes a season. */
  pause: fc.oneof({ weight: 9, arbitrary: fc.nat(30) }, { weight: 1, arbitrary: fc.nat(3000) }),
})
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** The item before its answer. Nothing of the answer stays in the history. */
const takeBack = (item: ItemDocument): ItemDocument | undefined => {
  if (item.decision?.source !== 'Labeler' || item.state === 'removed') return undefined
  const { decision: _, labeledBy: __, classes: ___, ...rest } = item
  return { ...rest, state: 'unlabeled', answers: [], queue: item.rank }
}

const changed = (item: ItemDocument, one: Step, at: number): ItemDocument | undefined => {
  const by = people[one.who]!
  switch (one.do) {
    case 'label':
      return answerItem(item, { ...labelOf('c0', 'c1'), activeMs: one.activeMs }, by, at)
    case 'skip':
      return answerItem(item, { type: 'Skip', activeMs: one.activeMs }, by, at)
    case 'reject':
      return rejectItem(item, by, at)
    case 'relabel':
      return relabelItem(item, labelOf('c2'), by, at)
    case 'requeue':
      return requeueItem(item, 'refresh', at)
    case 'takeBack':
      return takeBack(item)
  }
}

const total = (parts: Iterable<AnswerCounts>): AnswerCounts =>
  sumCounts([...parts].map((counts) => ['', counts] as const)).get('') ?? noCounts

describe('the counters of answers', () => {
  test('equal the items after any changes, in documents of every form', async () => {
    await checkProperty(
      'answer-counters',
      fc.asyncProperty(
        fc.constantFrom(...counterForms),
        fc.array(step, { maxLength: 25 }),
        fc.nat(10),
        async (form, steps, formAt) => {
          const clock = { now: 20_000 * dayLength }
          const store = createMemoryStore(() => clock.now)
          const all = Array.from({ length: 6 }, (_, index) => makeItem(project, `${index}.png`))
          await writeSegment(
            store,
            segment,
            all.map((after) => ({ after })),
          )
          /** The answers that each person gave on each day, without those taken back. */
          const given: {
            readonly by: string
            readonly day: number
            readonly ms: number
            readonly id: string
          }[] = []
          for (const [index, one] of steps.entries()) {
            if (index === formAt) await giveForm(store, project, form)
            const before = (await items.read(store, 'u1:0', all[one.item]!.id))!
            const after = changed(before.document, one, clock.now)
            if (after) {
              expect(await writeSegment(store, segment, [{ before, after }])).toMatchObject({ ok: true })
              if (one.do === 'takeBack')
                given.splice(
                  given.findLastIndex(({ id }) => id === after.id),
                  1,
                )
              else if (after.decision)
                given.push({
                  by: people[one.who]!,
                  day: dayOf(clock.now),
                  ms: one.do === 'relabel' ? 0 : (one.activeMs ?? 0),
                  id: after.id,
                })
            }
            expect(await counterProblems(store, project)).toEqual([])
            const today = dayOf(clock.now)
            for (const user of people) {
              const [own] = await readOwnAnswers(store, project, { user, day: today })
              const mine = given.filter(({ by }) => by === user)
              expect(own?.counts).toMatchObject({
                submitted: mine.length,
                activeMs: mine.reduce((sum, { ms }) => sum + ms, 0),
              })
              // The forms of earlier versions forget what is of this day alone.
              const lately =
                form === 'New' || form === 'Full' ? mine.filter(({ day }) => day === today) : undefined
              if (lately)
                expect(own?.today).toEqual({
                  submitted: lately.length,
                  activeMs: lately.reduce((sum, { ms }) => sum + ms, 0),
                })
            }
            const [document] = await readCounters(store, project)
            const days = daysOf(document!)
            expect(days.size).toBeLessThanOrEqual(keptDays)
            if (form === 'New' && document!.days?.first === 0)
              expect(total(days.values())).toEqual(
                total(labelersOf(document!, await readOwnCounters(store, 'u1:0')).values()),
              )
            clock.now += one.pause * 3600 * 1000
          }
        },
      ),
      { runs: 60 },
    )
  })
})
