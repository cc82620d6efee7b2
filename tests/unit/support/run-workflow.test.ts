import { beforeEach, describe, expect, it } from '@jest/globals'
import { RetryOptions } from 'durable-functions'
import type { OrchestrationContext, Task } from 'durable-functions'
import { z } from 'zod'
import { defineActivity } from '../../../src/functions/orchestrations/activity.ts'
import type { Orchestrator } from '../../../src/functions/orchestrations/orchestrate.ts'
import { createLongWorkWorld, type LongWorkWorld } from '../../support/long-work-world.ts'
import { runOrchestrator } from '../../support/run-workflow.ts'

const input = z.object({ key: z.string(), fails: z.number(), turns: z.number() })

describe('the imitation of orchestrations', () => {
  let world: LongWorkWorld
  let ended: string[]

  beforeEach(async () => {
    world = await createLongWorkWorld()
    ended = []
  })

  const work = defineActivity({
    name: 'work',
    input,
    output: z.string(),
    run: async (_deps, { key, fails, turns }) => {
      for (let turn = 0; turn < turns; turn += 1) await Promise.resolve()
      ended.push(key)
      if (ended.filter((one) => one === key).length <= fails) throw new Error('as it was told')
      return key
    },
  })
  type Df = OrchestrationContext['df']
  const call = (df: Df, key: string, fails: number, turns = 0) =>
    df.callActivityWithRetry('work', new RetryOptions(1, 3), { key, fails, turns })
  const run = (create: (df: Df) => Generator<Task, void, unknown>) => {
    const orchestrator: Orchestrator = {
      create: () => (context) => create(context.df),
      steps: [work],
    }
    return runOrchestrator(orchestrator, { id: 'o', work: 'recount' }, { deps: () => world.deps })
  }

  function* failingAll(df: Df): Generator<Task, string, unknown> {
    try {
      yield df.Task.all([call(df, 'hopeless', 9), call(df, 'slow', 2, 500)])
    } catch {
      return 'failed'
    }
    return 'unexpected'
  }

  it('waits for all actions after a failed one, with all of their attempts', async () => {
    const seen: string[][] = []
    await run(function* ends(df) {
      yield* failingAll(df)
      seen.push([...ended])
    })
    expect(seen.map((one) => one.toSorted())).toEqual([
      ['hopeless', 'hopeless', 'hopeless', 'slow', 'slow', 'slow'],
    ])
  })

  it('refuses a task after a failure in one execution', async () => {
    const running = run(function* goesOn(df) {
      yield* failingAll(df)
      yield call(df, 'more', 0)
    })
    await expect(running).rejects.toThrow(/durable-js #477/)
    expect(ended).not.toContain('more')
  })

  it('takes a new execution after a failure', async () => {
    await run(function* again(df) {
      const { second } = df.getInput<{ readonly second?: true }>()
      if (second) yield call(df, 'more', 0)
      else if ((yield* failingAll(df)) === 'failed') df.continueAsNew({ second: true })
    })
    expect(ended.at(-1)).toBe('more')
  })
})
