import fc from 'fast-check'
import type { Fault } from './faulty-store.ts'
import { lease } from './make-documents.ts'

/** From how many tabs a labeler asks at once, and which page they name in each: none, the present one, or one before. */
type Tabs = readonly ('none' | 'present' | 'former')[]

/** What a labeler does with a page. */
export type Step =
  | {
      readonly do: 'work'
      readonly size: number
      readonly tabs: Tabs
      readonly skipEvery: number
      readonly again: boolean
      /** First some answers, one of them a wrong one, then the others. */
      readonly parts: boolean
      readonly reopen: 'Never' | 'ToAnswer' | 'ToLeave'
      readonly wait: number
    }
  | { readonly do: 'leave'; readonly size: number; readonly tabs: Tabs }
  | { readonly do: 'release'; readonly size: number }
  | { readonly do: 'renew'; readonly size: number; readonly wait: number }

/** How long a labeler, or everybody, waits. */
export const waits = fc.constantFrom(0, 0, 0, 1000, lease - 1, lease, lease + 1, 3 * lease)
const tabs: fc.Arbitrary<Tabs> = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Tabs>([]) },
  { weight: 2, arbitrary: fc.constant<Tabs>(['present']) },
  {
    weight: 2,
    arbitrary: fc.array(fc.constantFrom<Tabs[number]>('none', 'present', 'former'), {
      minLength: 2,
      maxLength: 4,
    }),
  },
)
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('work' as const),
      size: fc.integer({ min: 1, max: 6 }),
      tabs,
      skipEvery: fc.integer({ min: 2, max: 5 }),
      again: fc.boolean(),
      parts: fc.boolean(),
      reopen: fc.constantFrom('Never' as const, 'Never' as const, 'ToAnswer' as const, 'ToLeave' as const),
      wait: waits,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('leave' as const), size: fc.integer({ min: 1, max: 4 }), tabs }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('release' as const), size: fc.integer({ min: 1, max: 4 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('renew' as const),
      size: fc.integer({ min: 1, max: 4 }),
      wait: waits,
    }),
  },
)
const leadStep = fc.constantFrom(
  'reject',
  'approve',
  'acceptSkip',
  'pause',
  'refresh',
  'relabel',
  'endLease',
  'removeMember',
)
/** What reviewers and administrators do meanwhile. */
export const leadSteps = fc.array(fc.record({ do: leadStep, after: fc.integer({ min: 0, max: 60 }) }), {
  maxLength: 5,
})
export const passing = fc.array(fc.record({ after: fc.integer({ min: 0, max: 40 }), wait: waits }), {
  maxLength: 6,
})
export const fault: fc.Arbitrary<Fault> = fc.oneof(
  { weight: 12, arbitrary: fc.constant<Fault>('pass') },
  { weight: 1, arbitrary: fc.constantFrom<Fault>('fail', 'lose', 'conflict') },
)
