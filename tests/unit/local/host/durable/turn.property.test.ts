import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { generatorOf, isPossible, programs, stepsByKey } from './programs.ts'
import { simulate } from './simulation.ts'
import { checkProperty } from '../../../../support/property.ts'

describe('random orchestrations on the executor of the SDK', () => {
  test('end with a right result for every task, in any order of events', async () => {
    await checkProperty(
      'orchestration-turns',
      fc.asyncProperty(programs, fc.infiniteStream(fc.nat()), async (program, stream) => {
        const choose = (count: number) => {
          const { value } = stream.next()
          return typeof value === 'number' ? value % count : 0
        }
        const { status, output, history } = await simulate(generatorOf(program), choose)
        const detail = `${JSON.stringify(program)}\n${history.join('\n')}\n${output}`
        if (status !== 'Completed') throw new Error(`It is ${status}\n${detail}`)
        const outcomes = JSON.parse(output ?? '[]') as [string, unknown][]
        const steps = stepsByKey(program.steps)
        expect(outcomes.length).toBeGreaterThanOrEqual(program.steps.length)
        for (const [key, outcome] of outcomes) {
          const step = steps.get(key)
          if (step === undefined || !isPossible(step, outcome))
            throw new Error(`${key} gave ${JSON.stringify(outcome)}\n${detail}`)
        }
      }),
      { runs: 60 },
    )
  })
})
