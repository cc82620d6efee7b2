import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createReplicas, oneBehind, uniformLag } from '../../../../local/cosmos-gateway/replicas.ts'
import type { Lag } from '../../../../local/cosmos-gateway/replicas.ts'
import { checkProperty } from '../../../support/property.ts'

const open = (lag: Lag) => {
  let clock = 0
  const replicas = createReplicas(() => clock, lag)
  const advance = (ms: number): void => {
    clock += ms
  }
  const four = (session = 0) => Array.from({ length: 4 }, () => replicas.answering(session))
  return { replicas, advance, four }
}

describe('replicas', () => {
  it('are behind in time, one of four or all but the primary', () => {
    const one = open(oneBehind(50))
    one.replicas.wrote(1)
    expect(one.four().toSorted()).toEqual([0, 1, 1, 1])
    one.advance(49)
    one.replicas.wrote(2)
    one.advance(1)
    expect(one.four().toSorted()).toEqual([1, 2, 2, 2])
    one.advance(49)
    expect(one.four()).toEqual([2, 2, 2, 2])
    const all = open(uniformLag(60, () => 0.5))
    all.replicas.wrote(1)
    all.advance(29)
    expect(all.four().toSorted()).toEqual([0, 0, 0, 1])
    all.advance(1)
    expect(all.four()).toEqual([1, 1, 1, 1])
  })

  it('that are behind a session leave the answer to another one, or refuse it', () => {
    const lag = oneBehind(50)
    const asks = open(lag)
    asks.replicas.wrote(1)
    expect(asks.four(1)).toEqual([1, 1, 1, 1])
    const refuses = open({ ...lag, whenBehind: 'refuse' })
    refuses.replicas.wrote(1)
    expect(refuses.four(1).filter((lsn) => lsn === undefined)).toHaveLength(1)
    refuses.advance(50)
    expect(refuses.four(1)).toEqual([1, 1, 1, 1])
  })

  it('that are frozen show nothing new until they are released', () => {
    const { replicas, advance, four } = open(uniformLag(0, () => 0))
    replicas.wrote(1)
    replicas.freeze()
    replicas.wrote(2)
    advance(1_000_000)
    expect(four()).toEqual([1, 1, 1, 1])
    expect(four(2)).toEqual([2, 2, 2, 2])
    expect(replicas.floor()).toBe(1)
    replicas.release()
    expect(four()).toEqual([2, 2, 2, 2])
  })

  it('never go back, and never answer with less than the session', async () => {
    const steps = fc.array(fc.record({ wait: fc.nat(40), session: fc.nat(20), lag: fc.nat(100) }))
    await checkProperty(
      'replicas',
      fc.asyncProperty(steps, async (all) => {
        let late = 0
        const { replicas, advance } = open({ behind: () => late })
        let lsn = 0
        let floor = 0
        for (const { wait, session, lag } of all) {
          late = lag
          advance(wait)
          replicas.wrote((lsn += 1))
          const wanted = Math.min(session, lsn)
          const answering = replicas.answering(wanted)
          expect(answering).toBeGreaterThanOrEqual(wanted)
          expect(answering).toBeLessThanOrEqual(lsn)
          expect(answering).toBeGreaterThanOrEqual(floor)
          expect(replicas.floor()).toBeGreaterThanOrEqual(floor)
          floor = replicas.floor()
        }
      }),
    )
  })
})
