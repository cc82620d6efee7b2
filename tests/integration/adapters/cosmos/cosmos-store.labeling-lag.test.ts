import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { oneBehind, uniformLag } from '../../../../local/cosmos-gateway/replicas.ts'
import type { Lag } from '../../../../local/cosmos-gateway/replicas.ts'
import { isDomainError } from '../../../../src/domain/core/errors.ts'
import type { LeaseDocument } from '../../../../src/domain/model/leases/lease.ts'
import { segmentPartition } from '../../../../src/domain/model/items/segment.ts'
import type { Store } from '../../../../src/domain/ports/store.ts'
import { openInstances } from '../../../support/cosmos-instances.ts'
import {
  callerOf,
  dispatchProblems,
  lead,
  lease,
  makeProject,
  readItems,
  setUpProject,
} from '../../../support/labeling-world.ts'
import { createServiceInstance } from '../../../support/service-instance.ts'
import { checkProperty } from '../../../support/property.ts'

const people = ['ana', 'ben', 'cleo', 'dan']
const segments = 2
const project = makeProject({ segments })
const name = project.id

/** What a labeler may be told: that a page is over, which is true, never that it is not there. */
const allowed = new Set(['PageExpired', 'PageReleased', 'PageAlreadySubmitted', 'ServiceUnavailable'])

type Frozen = 'lag' | 'freeze'
interface Move {
  readonly get: 0 | 1
  readonly send: 0 | 1
  readonly does: 'submit' | 'twice' | 'renew' | 'release' | 'leave'
}

const instance = fc.constantFrom<0 | 1>(0, 1)
const move: fc.Arbitrary<Move> = fc.record({
  get: instance,
  send: instance,
  does: fc.constantFrom('submit', 'submit', 'submit', 'twice', 'renew', 'release', 'leave'),
})
const round = fc.record({
  moves: fc.array(move, { minLength: people.length, maxLength: people.length }),
  review: fc.constantFrom('none', 'none', 'reject', 'approve'),
  reviewer: instance,
  wait: fc.constantFrom(0, 0, 10, 100, 1000, lease + 1),
})
const lag: fc.Arbitrary<Lag> = fc.oneof(
  fc
    .record({ most: fc.integer({ min: 1, max: 2000 }), parts: fc.array(fc.nat(100), { minLength: 1 }) })
    .map(({ most, parts }) => {
      let turn = 0
      return uniformLag(most, () => (parts[(turn += 1) % parts.length] ?? 0) / 100)
    }),
  fc.integer({ min: 1, max: 2000 }).map(oneBehind),
)

const fenceAll = async (store: Store): Promise<void> => {
  for (let segment = 0; segment < segments; segment += 1)
    await store.fence('items', segmentPartition(project.uid, segment))
}

describe('labeling and review on two instances whose replicas lag', () => {
  it('loses nothing, doubles nothing, holds nothing twice, and counts exactly', async () => {
    let acknowledged = 0
    const refusals = new Set<string>()
    await checkProperty(
      'labeling-lag',
      fc.asyncProperty(
        lag,
        fc.constantFrom<Frozen>('lag', 'freeze'),
        fc.array(round, { minLength: 2, maxLength: 6 }),
        async (behind, mode, rounds) => {
          const world = openInstances({ lag: behind, contention: true })
          const { clock, now } = world
          const truth = world.open()
          let ids = 0
          const newId = () => `id${(ids += 1)}`
          const instances = [world.one, world.two].map((store) => createServiceInstance(store, now, newId))
          const paths = Array.from({ length: 16 }, (_, index) => `${index}.png`)
          await setUpProject(world.one, project, people, paths)
          clock.advance(10_000)
          await world.two.ping()
          /** By person and item: how often an answer was acknowledged. */
          const accepted = new Map<string, number>()

          const attempt = async <T>(call: () => Promise<T>): Promise<T | undefined> => {
            try {
              return await call()
            } catch (error) {
              if (!isDomainError(error)) throw error
              refusals.add(error.code)
              return undefined
            }
          }
          const submit = async (user: string, on: 0 | 1, page: LeaseDocument): Promise<void> => {
            const answers = page.items.map(({ id }) => ({ item: id, labels: ['Cat'] }))
            const input = { project: name, page: page.page, answers }
            const results = await attempt(() =>
              instances[on]!.run((service) => service.submitPage(callerOf(user), input)),
            )
            note(user, page, results ?? [])
          }
          const noted = new Set<string>()
          const note = (
            user: string,
            page: LeaseDocument,
            results: readonly { readonly item: string; readonly status: string }[],
          ): void => {
            for (const { item, status } of results) {
              if (status !== 'Accepted' || noted.has(`${page.page} ${item}`)) continue
              noted.add(`${page.page} ${item}`)
              accepted.set(`${user} ${item}`, (accepted.get(`${user} ${item}`) ?? 0) + 1)
            }
          }
          const works = async (user: string, { get, send, does }: Move): Promise<void> => {
            const caller = callerOf(user)
            const next = await attempt(() =>
              instances[get]!.run((service) => service.takePage(caller, { project: name, size: 3 })),
            )
            if (!next || !('page' in next)) return
            const { page } = next
            const input = { project: name, page: page.page }
            if (does === 'leave') return
            if (does === 'renew')
              await attempt(() => instances[send]!.run((service) => service.renewPage(caller, input)))
            else if (does === 'release')
              await attempt(() => instances[send]!.run((service) => service.releasePage(caller, input)))
            else await submit(user, send, page)
            if (does === 'twice') await submit(user, get, page)
          }
          const reviews = async (what: string, on: 0 | 1): Promise<void> => {
            if (what === 'none') return
            const items = (await readItems(truth, project))
              .filter(({ state }) => state === 'labeled')
              .slice(0, 3)
            const input = { project: name, items: items.map(({ id }) => id) }
            const { run } = instances[on]!
            if (what === 'reject')
              await attempt(() =>
                run((service) => service.rejectItems(lead, { ...input, comment: 'look again' })),
              )
            else await attempt(() => run((service) => service.approveItems(lead, input)))
          }

          for (const { moves, review, reviewer, wait } of rounds) {
            if (mode === 'freeze') world.freeze()
            await Promise.all([
              ...moves.map((one, who) => works(people[who]!, one)),
              reviews(review, reviewer),
            ])
            await fenceAll(truth)
            expect(await dispatchProblems(truth, project, now())).toEqual([])
            world.release()
            clock.advance(wait)
          }

          const stored = new Map<string, number>()
          for (const item of await readItems(truth, project))
            for (const by of [item.labeledBy, ...item.history.map(({ decision }) => decision.by)])
              if (by !== undefined) stored.set(`${by} ${item.id}`, (stored.get(`${by} ${item.id}`) ?? 0) + 1)
          expect(new Map([...stored].toSorted())).toEqual(new Map([...accepted].toSorted()))
          acknowledged += noted.size
          expect(world.gateway.complaints).toEqual([])

          // When all leases are over and all replicas are there, one labeler finishes everything.
          clock.advance(10 * lease)
          for (;;) {
            const next = await instances[1]!.run((service) =>
              service.takePage(callerOf('ana'), { project: name, size: 5 }),
            )
            if (!('page' in next)) {
              expect(next.waiting).toBe('AllDone')
              break
            }
            await submit('ana', 0, next.page)
          }
          await fenceAll(truth)
          expect(await dispatchProblems(truth, project, now())).toEqual([])
          expect((await readItems(truth, project)).every(({ decision }) => decision !== undefined)).toBe(true)
        },
      ),
      { runs: 6 },
    )
    expect(acknowledged).toBeGreaterThan(30)
    expect([...refusals].filter((code) => !allowed.has(code))).toEqual([])
  })
})
