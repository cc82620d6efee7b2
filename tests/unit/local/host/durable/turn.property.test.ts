import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { expectationOf, generatorOf, isPossible, programs } from './programs.ts'
import { simulate } from './simulation.ts'
import { checkProperty } from '../../../../support/property.ts'

describe('random orchestrations on the executor of the SDK', () => {
  test('end after all of their tasks, with a right result for each, in any order of events', async () => {
    await checkProperty(
      'orchestration-turns',
      fc.asyncProperty(programs, fc.infiniteStream(fc.nat()), async (program, stream) => {
        const choose = (count: number) => {
          const { value } = stream.next()
          return typeof value === 'number' ? value % count : 0
        }
        const { status, output, history, left, attempts } = await simulate(generatorOf(program), choose)
        const { asksAfterFailure, throws, begun, attempts: wanted } = expectationOf(program)
        const state = `${JSON.stringify(program)}\n${history.join('\n')}\n${output}`
        const detail = (what: string) => `${what}\n${state}`
        if (asksAfterFailure) {
          if (status !== 'Failed' || !output?.includes('durable-js #477'))
            throw new Error(detail(`It asked for a task after a failure and is ${status}`))
          return
        }
        if (left) throw new Error(detail('An execution ended before its tasks'))
        expect(attempts).toEqual(wanted)
        if (throws) {
          expect({ status, output }).toEqual({
            status: 'Failed',
            output: expect.stringMatching(/thrown by the program/),
          })
          return
        }
        if (status !== 'Completed') throw new Error(detail(`It is ${status}`))
        const outcomes: unknown = JSON.parse(output ?? '[]')
        if (!Array.isArray(outcomes)) throw new Error(detail('It returned no outcomes'))
        expect(outcomes.map(([key]) => key)).toEqual(begun.map(({ key }) => key))
        for (const [index, step] of begun.entries()) {
          const [, outcome] = outcomes[index]
          if (!isPossible(step, outcome))
            throw new Error(detail(`${step.key} gave ${JSON.stringify(outcome)}`))
        }
      }),
      { runs: 100 },
    )
  })
})
