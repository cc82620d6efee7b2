import { describe, expect, it } from '@jest/globals'
import type { OrchestrationContext } from 'durable-functions'
import { z } from 'zod'
import { defineActivity, workInput } from '../../../../src/functions/orchestrations/activity.ts'
import { encodeFailure } from '../../../../src/functions/orchestrations/failure.ts'
import { orchestrate, type Orchestrator } from '../../../../src/functions/orchestrations/orchestrate.ts'
import { call, callAll } from '../../../../src/functions/orchestrations/steps.ts'

const double = defineActivity({
  name: 'double',
  input: z.number(),
  output: z.number(),
  run: (_, input) => Promise.resolve(2 * input),
})

const work = (afterFailure: 'Close' | 'Repeat'): Orchestrator =>
  orchestrate({
    input: workInput.extend({ position: z.number().optional() }),
    steps: [double],
    afterFailure,
    run: function* ({ position = 1 }) {
      try {
        const value = yield* call(double, position)
        const [left = 0, right = 0] = yield* callAll(double, [value, value + 1])
        return left + right > 100 ? undefined : { position: left + right }
      } catch {
        // Whatever an orchestration does with a failure, the driver does not resume it.
        yield* call(double, 666)
        return undefined
      }
    },
  })

type Asked =
  | { readonly kind: 'call'; readonly name: string; readonly input: unknown }
  | { readonly kind: 'all'; readonly tasks: readonly Asked[] }
  | { readonly kind: 'timer'; readonly at: number }

type Answer = { readonly value: unknown } | { readonly error: string }

/** One execution: the answers in turn, what was asked for, and the input of the next execution. */
const execute = (
  { create }: Orchestrator,
  input: object,
  answers: readonly Answer[],
): { readonly asked: readonly Asked[]; readonly next: unknown } => {
  const asked: Asked[] = []
  let next: unknown
  const df = {
    currentUtcDateTime: new Date(5_000),
    getInput: () => input,
    continueAsNew: (given: unknown) => {
      next = given
    },
    createTimer: (at: Date): Asked => ({ kind: 'timer', at: at.getTime() }),
    callActivityWithRetry: (name: string, _: unknown, given: unknown): Asked => ({
      kind: 'call',
      name,
      input: given,
    }),
    Task: { all: (tasks: readonly Asked[]): Asked => ({ kind: 'all', tasks }) },
  }
  const timing = { stepRetry: 1_000, deletionNotice: 1, deletionRetry: 30_000 }
  const turns = create(timing)({ df } as unknown as OrchestrationContext)
  let turn = turns.next()
  for (const answer of answers) {
    if (turn.done) throw new Error('The execution has ended before this answer')
    asked.push(turn.value as unknown as Asked)
    turn = 'error' in answer ? turns.throw(new Error(answer.error)) : turns.next(answer.value)
  }
  if (!turn.done) throw new Error(`The execution asks for more: ${JSON.stringify(turn.value)}`)
  return { asked, next }
}

const start = { operation: 'op1' }
const full = { code: 'StorageFull', message: 'The disk is full' }
const failed = { error: `Activity function 'double' failed: ${encodeFailure(full)} \n at somewhere` }
const closed = { value: { value: null } }
const close = (rest: object): Asked => ({
  kind: 'call',
  name: 'closeWorkStep',
  input: { operation: 'op1', ...rest },
})
/** The pause of 30 s, and the second that Azure can round off. */
const pause: Asked = { kind: 'timer', at: 36_000 }

describe('an execution without a failure', () => {
  it('ends with the state of the next one, or without', () => {
    const halves = [{ value: 4 }, { value: 6 }]
    expect(execute(work('Close'), start, [{ value: { value: 2 } }, { value: halves }])).toEqual({
      asked: [
        { kind: 'call', name: 'double', input: 1 },
        {
          kind: 'all',
          tasks: [
            { kind: 'call', name: 'double', input: 2 },
            { kind: 'call', name: 'double', input: 3 },
          ],
        },
      ],
      next: { operation: 'op1', position: 10 },
    })
    const last = [{ value: { value: 50 } }, { value: [{ value: 100 }, { value: 102 }] }]
    expect(execute(work('Close'), { ...start, position: 25 }, last).next).toBeUndefined()
  })
})

describe('an execution with a failure', () => {
  const ends = [
    ['of a single step', [failed]],
    ['of a parallel step', [{ value: { value: 2 } }, failed]],
    ['that is not retried', [{ value: { value: 2 } }, { value: [{ value: 4 }, { failed: full }] }]],
  ] as const

  it.each(ends)('%s asks for nothing more, and the next one closes the work', (_, answers) => {
    expect(execute(work('Close'), start, answers).next).toEqual({
      operation: 'op1',
      ending: { failure: full },
    })
  })

  it.each(ends)('%s is repeated after a pause, if the work must not be given up', (_, answers) => {
    const { next } = execute(work('Repeat'), start, answers)
    expect(next).toEqual({ operation: 'op1', pause: true })
    const again = [{ value: null }, { value: { value: 50 } }, { value: [{ value: 100 }, { value: 102 }] }]
    expect(execute(work('Repeat'), { ...start, pause: true }, again)).toMatchObject({
      asked: [pause, { name: 'double', input: 1 }, { kind: 'all' }],
      next: undefined,
    })
  })

  it('closes work that was stopped without a failure', () => {
    const { next } = execute(work('Repeat'), start, [{ value: { stopped: true } }])
    expect(next).toEqual({ operation: 'op1', ending: {} })
    expect(execute(work('Repeat'), { ...start, ending: {} }, [closed])).toEqual({
      asked: [close({})],
      next: undefined,
    })
  })

  it('tells an unexpected result as a failure of the service', () => {
    const { next } = execute(work('Close'), start, [{ value: { value: 'two' } }])
    expect(next).toMatchObject({ ending: { failure: { code: 'InternalError' } } })
  })

  it('tells a refused input as a failure of the service', () => {
    expect(execute(work('Close'), { ...start, position: 'first' }, []).next).toMatchObject({
      ending: { failure: { code: 'InternalError' } },
    })
  })
})

describe('an execution that closes the work', () => {
  const ending = { failure: full }

  it('leaves files for the timer if the close fails, and ends', () => {
    const first = execute(work('Close'), { ...start, ending }, [failed])
    expect(first).toEqual({
      asked: [close(ending)],
      next: { operation: 'op1', ending: { failure: full, filesLater: true } },
    })
    const later = { ...start, ending: { failure: full, filesLater: true } }
    expect(execute(work('Close'), later, [closed])).toEqual({
      asked: [close({ failure: full, filesLater: true })],
      next: undefined,
    })
  })

  it('never gives up, and pauses before it begins again', () => {
    const later = { ...start, ending: { failure: full, filesLater: true } }
    expect(execute(work('Close'), later, [failed]).next).toEqual({ operation: 'op1', pause: true, ending })
    expect(execute(work('Close'), { ...start, pause: true, ending }, [{ value: null }, closed])).toEqual({
      asked: [pause, close(ending)],
      next: undefined,
    })
  })
})
