import { expect, test } from '@jest/globals'
import { runFuzz } from '../../lab/fuzz/run.ts'

// `npm run verify -- fuzz` sends more, with other seeds.

test('250 requests of every shape get documented answers, and the service works on', async () => {
  const { findings, afterwards, tally } = await runFuzz({ seed: 4, requests: 250 })
  expect(findings).toEqual([])
  expect(afterwards.faults).toEqual([])
  expect(tally.total()).toBeGreaterThanOrEqual(250)
  // The requests are no noise: most operations did what they are for, and were refused, too.
  const answered = (status: RegExp) =>
    tally.rows().filter(([by, counts]) => !by.startsWith('(') && counts.some(([one]) => status.test(one)))
  expect(answered(/^2/).length).toBeGreaterThan(25)
  expect(answered(/^4/).length).toBeGreaterThan(25)
})
