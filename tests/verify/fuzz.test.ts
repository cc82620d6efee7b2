import { expect, test } from '@jest/globals'
import { runFuzz } from '../../lab/fuzz/run.ts'

test.each([4, 5, 6])(
  '1000 requests of every shape get documented answers, and the service works on (seed %i)',
  async (seed) => {
    const { findings, afterwards, tally } = await runFuzz({ seed, requests: 1000 })
    expect(findings).toEqual([])
    expect(afterwards.faults).toEqual([])
    expect(tally.total()).toBeGreaterThanOrEqual(1000)
    // The requests are no noise: most operations did what they are for, and were refused, too.
    const answered = (status: RegExp) =>
      tally.rows().filter(([by, counts]) => !by.startsWith('(') && counts.some(([one]) => status.test(one)))
    expect(answered(/^2/).length).toBeGreaterThan(30)
    expect(answered(/^4/).length).toBeGreaterThan(40)
  },
)
