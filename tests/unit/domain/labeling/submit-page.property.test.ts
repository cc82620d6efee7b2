import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { DomainError } from '../../../../src/domain/core/errors.ts'
import type { ItemId } from '../../../../src/domain/core/ids.ts'
import type { AnswerResult } from '../../../../src/domain/labeling/answer-results.ts'
import { decidedOf, type ItemDocument } from '../../../../src/domain/model/items/item.ts'
import { leaseId, leases, type LeaseDocument } from '../../../../src/domain/model/leases/lease.ts'
import { takenAnswers } from '../../../../src/domain/model/leases/taken-answers.ts'
import { classId } from '../../../../src/domain/core/ids.ts'
import { projectPartition, projects } from '../../../../src/domain/model/projects/project.ts'
import { delayedStore } from '../../../support/delayed-store.ts'
import { faultyStore, type Fault } from '../../../support/faulty-store.ts'
import {
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  lease,
  makeProject,
  readItems,
  setUpProject,
} from '../../../support/labeling-world.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { persist } from '../../../support/persist.ts'
import { checkProperty } from '../../../support/property.ts'

const ana = callerOf('ana')
const classes = ['Cat', 'Dog', 'Dog/Poodle'] as const
const size = 4

interface Sent {
  readonly at: number
  readonly label?: string | undefined
}
const submitOf = (all: readonly Sent[]) => ({ do: 'submit' as const, all })
const answers = fc
  .uniqueArray(
    fc.record({ at: fc.nat({ max: size - 1 }), label: fc.constantFrom(...classes, 'Cow', undefined) }),
    { selector: ({ at }) => at, minLength: 1 },
  )
  .map(submitOf)
const whole = fc
  .array(fc.constantFrom(...classes, undefined), { minLength: size, maxLength: size })
  .map((labels) => submitOf(labels.map((label, at) => ({ at, label }))))
const step = fc.record({
  what: fc.oneof(
    { weight: 4, arbitrary: answers },
    { weight: 2, arbitrary: whole },
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constantFrom('repeat', 'reopen', 'reject', 'relabel', 'approve', 'take', 'withdraw'),
      }),
    },
  ),
  /** A request is also sent twice at once. */
  twice: fc.boolean(),
  wait: fc.constantFrom(0, 0, 1, 1000, lease),
})
const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 9, arbitrary: fc.constant<Fault>('pass') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('fail', 'lose', 'conflict') },
)

type Request = Parameters<ReturnType<typeof createLabelingService>['submitAndTake']>[1]

/** The class of the label in force that somebody gave; undefined for a skip. */
const answerOf = (item: ItemDocument | undefined) => {
  const decided = item && decidedOf(item)
  return decided && { by: decided.by, classes: decided.type === 'Label' ? item?.classes : undefined }
}

const countOf = (item: ItemDocument | undefined): number =>
  item
    ? item.history.filter(({ decision }) => decision.by === 'ana').length + (item.labeledBy === 'ana' ? 1 : 0)
    : 0

test('a page keeps at most one answer of each item, in whatever parts and tabs, and however often it is sent', async () => {
  await checkProperty(
    'submit-parts',
    fc.asyncProperty(
      fc.scheduler(),
      fc.array(fc.array(step, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 3 }),
      fc.infiniteStream(fault),
      async (scheduler, tabs, faults) => {
        const clock = { now: 1_000_000 }
        const truth = createMemoryStore(() => clock.now)
        const project = makeProject()
        await setUpProject(truth, project, ['ana', 'ben'], ['1', '2', '3', '4', '5'])
        let ids = 0
        const newId = () => `id${(ids += 1)}`
        const slow = delayedStore(
          faultyStore(truth, () => faults.next().value ?? 'pass'),
          (call) => scheduler.schedule(Promise.resolve(), call.method),
        )
        const service = createLabelingService(slow, () => clock.now, newId)
        const calm = createLabelingService(truth, () => clock.now, newId)
        const first = await calm.takePage(ana, { project: project.id, size })
        if (!('page' in first)) throw new Error('No page')
        const page: LeaseDocument = first.page
        const onPage = page.items.map(({ id }) => id)
        const itemAt = (at: number): ItemId => onPage[at % size]!

        const send = async (request: Request) => {
          const result = await persist(() => service.submitAndTake(ana, request))
          if (result instanceof DomainError) {
            expect(['PageAlreadySubmitted', 'PageIncomplete']).toContain(result.code)
            return
          }
          const results: readonly AnswerResult[] = result.results
          expect(results.map(({ item }) => item).toSorted()).toEqual(
            request.answers.map(({ item }) => item).toSorted(),
          )
        }
        const act = async ({ what, wait }: (typeof tabs)[number][number], sent: Request[]): Promise<void> => {
          clock.now += wait
          const one = (await readItems(truth, project)).find(
            ({ id, decision }) => decision && onPage.includes(id),
          )
          const ask = { project: project.id, items: one ? [one.id] : [] }
          if (what.do === 'submit' && 'all' in what) {
            const request: Request = {
              project: project.id,
              page: page.page,
              answers: what.all.map(({ at, label }) =>
                label === undefined
                  ? { item: itemAt(at), skip: true }
                  : { item: itemAt(at), labels: [label] },
              ),
              partial: what.all.length < size,
            }
            sent.push(request)
            await send(request)
          } else if (what.do === 'repeat') for (const request of sent.slice(-2)) await send(request)
          else if (what.do === 'reopen')
            await persist(() => service.reopenPage(ana, { project: project.id, page: page.page }))
          else if (what.do === 'reject' && one) await persist(() => service.rejectItems(lead, ask))
          else if (what.do === 'approve' && one) await persist(() => service.approveItems(lead, ask))
          else if (what.do === 'relabel' && one)
            await persist(() =>
              service.labelItem(lead, {
                project: project.id,
                item: one.id,
                label: { labels: ['Dog'] },
                ifMatch: '*',
              }),
            )
          else if (what.do === 'withdraw') {
            const { document, etag } = (await projects.read(truth, projectPartition, project.id))!
            const withdrawn = document.classes.filter(({ id }) => id !== classId.parse('c2'))
            await truth.batch('workspace', projectPartition, [
              { type: 'replace', document: { ...document, classes: withdrawn }, ifMatch: etag },
            ])
          } else if (what.do === 'take') {
            // Somebody else answers what is free.
            const ben = callerOf('ben')
            const next = await persist(() => service.takePage(ben, { project: project.id, size: 2 }))
            if (next instanceof DomainError || !('page' in next)) return
            const theirs = next.page.items.map(({ id }) => ({ item: id, labels: ['Cat'] }))
            const input = { project: project.id, page: next.page.page, answers: theirs }
            await persist(() => service.submitPage(ben, input))
          }
        }
        await scheduler.waitFor(
          Promise.all(
            tabs.map(async (steps) => {
              const sent: Request[] = []
              for (const one of steps)
                await Promise.all(
                  one.twice ? [act(one, sent), act({ ...one, wait: 0 }, [])] : [act(one, sent)],
                )
            }),
          ),
        )

        expect(await dispatchProblems(truth, project, clock.now)).toEqual([])
        const stored = (await leases.read(truth, `${project.uid}:0`, leaseId(page.page)))!.document
        const all = new Map((await readItems(truth, project)).map((item) => [item.id, item] as const))
        for (const id of onPage) {
          const taken = takenAnswers(stored).get(id)
          // The page has no other page of this person beside it: each answer of theirs is one that it took.
          expect([id, countOf(all.get(id))]).toEqual([id, taken && !taken.refused ? 1 : 0])
        }
        // The whole page once more: what it has taken has the same result, whatever it is.
        if (stored.status !== 'Submitted') return
        const before = onPage.map((id) => answerOf(all.get(id)))
        const repeated = await persist(() =>
          calm.submitPage(ana, {
            project: project.id,
            page: page.page,
            answers: onPage.map((item) => ({ item, labels: ['Cow'] })),
          }),
        )
        expect(repeated).toMatchObject(onPage.map((item) => ({ item, status: 'Refused' })))
        const after = new Map((await readItems(truth, project)).map((item) => [item.id, item] as const))
        expect(onPage.map((id) => answerOf(after.get(id)))).toEqual(before)
      },
    ),
    { runs: 60 },
  )
})
