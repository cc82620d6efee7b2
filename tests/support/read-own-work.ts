import { expect } from '@jest/globals'
import type { Person } from './person.ts'

/** A labeler reads their numbers and answers after one label, one skip and one rejection; a lead the statistics. */
export const readOwnWork = async (
  labeler: Person,
  lead: Person,
  project: string,
  rejected: string,
): Promise<void> => {
  const numbers = await labeler('GET', `/projects/${project}/my-numbers`)
  expect(numbers.body).toMatchObject({ labeled: 1, skipped: 1, rejected: 1, submitted: 3 })
  expect((await labeler('GET', `/projects/${project}/my-answers`)).body.value).toHaveLength(2)
  expect((await labeler('GET', `/projects/${project}/my-answers?rejected=true`)).body.value).toMatchObject([
    { item: rejected, state: 'Rejected', comment: 'no' },
  ])
  for (const by of ['labeler', 'day', 'class'])
    expect(await lead('GET', `/projects/${project}/statistics?by=${by}`)).toMatchObject({ status: 200 })
}
