import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { DomainError } from '../../../src/domain/core/errors.ts'
import type { ItemId, PageId } from '../../../src/domain/core/ids.ts'
import type { GivenAnswer } from '../../../src/domain/labeling/judge-answers.ts'
import type { AnswerResult } from '../../../src/domain/labeling/answer-results.ts'
import type { Store } from '../../../src/domain/ports/store.ts'
import { segmentPartition } from '../../../src/domain/model/items/segment.ts'
import { leaseId, leases, segmentOfPage, type LeaseDocument } from '../../../src/domain/model/leases/lease.ts'
import { heldItems } from '../../../src/domain/model/leases/taken-answers.ts'
import { counterForms, giveForm } from '../../support/counter-forms.ts'
import { delayedStore } from '../../support/delayed-store.ts'
import { faultyStore } from '../../support/faulty-store.ts'
import {
  addItems,
  callerOf,
  createLabelingService,
  dispatchProblems,
  lead,
  lease,
  makeProject,
  readItems,
  setUpProject,
  type LabelingService,
} from '../../support/labeling-world.ts'
import { fault, leadSteps, passing, step, type Step } from '../../support/labeling-steps.ts'
import { createForkableStore } from '../../support/memory-store.ts'
import { persist } from '../../support/persist.ts'
import { wrapStore } from '../../support/wrapped-store.ts'
import { checkProperty } from '../../support/property.ts'

const people = ['ana', 'ben', 'cleo', 'dan']
interface World {
  readonly truth: Store
  readonly service: (process: number) => LabelingService
  readonly project: ReturnType<typeof makeProject>
  readonly clock: { now: number }
  /** Every answer that was acknowledged as accepted, by page and item. */
  readonly accepted: Map<string, { readonly by: string; readonly item: ItemId }>
}

const answersFor = (page: LeaseDocument, skipEvery: number): GivenAnswer[] =>
  page.items.map(({ id }, index) =>
    index % skipEvery === skipEvery - 1
      ? { item: id, skip: true }
      : { item: id, labels: [index % 2 === 0 ? 'Cat' : 'Dog/Poodle'] },
  )

const note = (world: World, by: string, page: PageId, results: readonly AnswerResult[]): void => {
  for (const { item, status } of results)
    if (status === 'Accepted') world.accepted.set(`${page} ${item}`, { by, item })
}

/** Whatever was told of a reopening: the answers that it took back do not count any more. */
const noteReopened = async (world: World, page: PageId): Promise<readonly ItemId[]> => {
  const partition = segmentPartition(world.project.uid, segmentOfPage(page, world.project.segments))
  const stored = await leases.read(world.truth, partition, leaseId(page))
  const back = stored?.document.reopened?.map(({ item }) => item) ?? []
  for (const item of back) world.accepted.delete(`${page} ${item}`)
  return back
}

const labelerDoes = async (world: World, who: number, steps: readonly Step[]): Promise<void> => {
  const user = people[who]!
  const caller = callerOf(user)
  const project = world.project.id
  const service = world.service(who % 2)
  let former: PageId | undefined
  const ask = async (size: number, after?: PageId, process = who): Promise<LeaseDocument | undefined> => {
    const next = await persist(() => world.service(process % 2).takePage(caller, { project, size, after }))
    if (next instanceof DomainError || !('page' in next)) return undefined
    if (next.page.labeler !== user) throw new Error('Somebody else’s page')
    if (next.page.page === after) throw new Error('The page that the labeler has already')
    return next.page
  }
  for (const one of steps) {
    const page = await ask(one.size, one.do === 'work' && one.size % 2 === 0 ? former : undefined)
    if (!page) continue
    if ('tabs' in one) {
      const named = { none: undefined, present: page.page, former }
      await Promise.all(one.tabs.map((tab, index) => ask(one.size, named[tab], who + index)))
    }
    former = page.page
    if (one.do === 'leave') continue
    if (one.do === 'release') {
      await persist(() => service.releasePage(caller, { project, page: page.page }))
      continue
    }
    world.clock.now += one.wait
    if (one.do === 'renew') {
      await persist(() => service.renewPage(caller, { project, page: page.page }))
      continue
    }
    const send = (answers: readonly GivenAnswer[], partial = false) =>
      persist(() => service.submitPage(caller, { project, page: page.page, answers, partial }))
    const answers = answersFor(page, one.skipEvery)
    if (one.parts) {
      const [first, ...others] = answers
      const wrong = { item: first!.item, labels: ['Cow'] }
      const results = await send([wrong, ...others.filter((_, index) => index % 2 === 0)], true)
      if (results instanceof DomainError) continue
      // An item of a reopened page may have its answer still.
      const isOpen = heldItems(page).includes(first!.item)
      expect(results[0]?.error?.code).toBe('UnknownClass')
      expect(results[0]?.retriable).toBe(isOpen ? true : undefined)
      note(world, user, page.page, results)
    }
    const results = await send(answers)
    if (results instanceof DomainError) continue
    note(world, user, page.page, results)
    if (one.again) expect(await send(answers)).toEqual(results)
    if (one.reopen === 'Never') continue
    await persist(() => service.reopenPage(caller, { project, page: page.page }))
    const back = await noteReopened(world, page.page)
    if (one.reopen === 'ToLeave' || back.length === 0) continue
    const others = back.map((item): GivenAnswer => ({ item, labels: ['Dog'] }))
    const again = await send(others)
    if (!(again instanceof DomainError)) note(world, user, page.page, again)
  }
}

const leadDoes = async (
  world: World,
  steps: readonly { readonly do: string; readonly after: number }[],
  turns: (count: number) => Promise<void>,
): Promise<void> => {
  const service = world.service(0)
  const project = world.project.id
  for (const [index, { do: one, after }] of steps.entries()) {
    await turns(after)
    const all = await readItems(world.truth, world.project)
    const ids = (state: string) => all.flatMap((item) => (item.state === state ? [item.id] : [])).slice(0, 5)
    const [labeled, skipped] = [ids('labeled'), ids('skipped')]
    if (one === 'reject')
      await persist(() =>
        service.rejectItems(lead, { project, items: [...labeled, ...skipped], comment: 'look again' }),
      )
    if (one === 'approve')
      await persist(() => service.approveItems(lead, { project, items: labeled.slice(0, 2) }))
    if (one === 'acceptSkip') await persist(() => service.acceptSkips(lead, { project, items: skipped }))
    if (one === 'refresh') await addItems(world.truth, world.project, [`late-${index}.png`], world.clock.now)
    if (one === 'relabel')
      for (const item of labeled.slice(0, 1))
        await persist(() =>
          service.labelItem(lead, { project, item, label: { labels: ['Dog'] }, ifMatch: '*' }),
        )
    if (one === 'endLease') {
      const held = await persist(() => service.listPages(lead, { project, pageSize: 2 }))
      for (const { document } of held instanceof DomainError ? [] : held.documents)
        await persist(() => service.releasePage(lead, { project, page: document.page }))
    }
    if (one === 'removeMember') {
      const user = callerOf('ben').user
      await persist(() => service.deleteMember(lead, { project, user }))
      await persist(() => service.putMember(lead, { project, user, role: 'Labeler' }))
    }
    if (one === 'pause') {
      await persist(() => service.pauseProject(lead, project))
      await persist(() => service.resumeProject(lead, project))
    }
  }
}

/** An acknowledged answer is in its item, as the present or a past answer, exactly once for each time it was accepted. */
const lostOrDoubled = async (world: World): Promise<readonly string[]> => {
  const all = await readItems(world.truth, world.project)
  const expected = new Map<string, number>()
  for (const { by, item } of world.accepted.values())
    expected.set(`${by} ${item}`, (expected.get(`${by} ${item}`) ?? 0) + 1)
  const stored = new Map<string, number>()
  for (const item of all)
    for (const by of [item.labeledBy, ...item.history.map(({ decision }) => decision.by)])
      if (by && by !== 'lead') stored.set(`${by} ${item.id}`, (stored.get(`${by} ${item.id}`) ?? 0) + 1)
  return [...new Set([...expected.keys(), ...stored.keys()])].flatMap((key) =>
    expected.get(key) === stored.get(key)
      ? []
      : [`${key}: acknowledged ${expected.get(key) ?? 0} times, stored ${stored.get(key) ?? 0} times`],
  )
}

/**
 * When everybody else has gone home and all leases are over, one labeler can finish everything that is open, and has a page ahead
 * until the last one.
 */
const finishAlone = async (world: World): Promise<void> => {
  world.clock.now += 10 * lease
  const service = world.service(0)
  const caller = callerOf('ana')
  const project = world.project.id
  for (;;) {
    const next = await service.takePage(caller, { project, size: 5 })
    if (!('page' in next)) {
      expect(next.waiting).toBe('AllDone')
      return
    }
    const ahead = await service.takePage(caller, { project, size: 5, after: next.page.page })
    if ('page' in ahead) expect(ahead.page.page).not.toBe(next.page.page)
    else expect(ahead.waiting).toBe('AllYours')
    const results = await service.submitPage(caller, {
      project: world.project.id,
      page: next.page.page,
      answers: answersFor(next.page, 7),
    })
    expect(results.every(({ status }) => status === 'Accepted')).toBe(true)
    note(world, 'ana', next.page.page, results)
  }
}

describe('dispatch, whatever happens at once', () => {
  test('keeps its invariants', async () => {
    await checkProperty(
      'dispatch',
      fc.asyncProperty(
        fc.scheduler(),
        fc.record({
          segments: fc.integer({ min: 1, max: 3 }),
          count: fc.integer({ min: 1, max: 25 }),
          form: fc.constantFrom(...counterForms),
          scripts: fc.array(fc.array(step, { minLength: 1, maxLength: 5 }), {
            minLength: 2,
            maxLength: people.length,
          }),
          leadScript: leadSteps,
          time: passing,
          faults: fc.infiniteStream(fault),
        }),
        async (scheduler, { segments, count, form, scripts, leadScript, time, faults }) => {
          const clock = { now: 1_000_000 }
          const now = () => clock.now
          const truth = createForkableStore(now)
          const project = makeProject({ segments })
          const paths = Array.from({ length: count }, (_, index) => `${index}.png`)
          await setUpProject(truth, project, people, paths)
          await giveForm(truth, project, form)

          const broken: string[] = []
          const checked = wrapStore(truth, async (call, run) => {
            const result = await run()
            if (call.method === 'batch' && call.container === 'items')
              // Of one moment: others write while it is read.
              broken.push(...(await dispatchProblems(truth.fork(), project, clock.now)))
            return result
          })
          let ids = 0
          const services = [0, 1].map(() =>
            createLabelingService(
              delayedStore(
                faultyStore(checked, () => faults.next().value ?? 'pass'),
                (call) => scheduler.schedule(Promise.resolve(), call.method),
              ),
              now,
              () => `id${(ids += 1)}`,
            ),
          )
          const world: World = {
            truth,
            project,
            clock,
            accepted: new Map(),
            service: (process) => services[process]!,
          }

          const turns = async (count: number): Promise<void> => {
            for (let turn = 0; turn < count; turn += 1) await scheduler.schedule(Promise.resolve(), 'turn')
          }
          const timePasses = async (): Promise<void> => {
            for (const { after, wait } of time) {
              await turns(after)
              clock.now += wait
            }
          }
          const done = Promise.all([
            ...scripts.map((steps, who) => labelerDoes(world, who, steps)),
            leadDoes(world, leadScript, turns),
            timePasses(),
          ])
          await scheduler.waitFor(done)

          expect(broken).toEqual([])
          expect(await lostOrDoubled(world)).toEqual([])

          const calm = createLabelingService(truth, now, () => `calm${(ids += 1)}`)
          await finishAlone({ ...world, service: () => calm })
          expect(await dispatchProblems(truth, project, clock.now)).toEqual([])
          expect(await lostOrDoubled(world)).toEqual([])
        },
      ),
      { runs: 30 },
    )
  })
})
