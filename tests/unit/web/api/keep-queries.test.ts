import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { createQueries } from '../../../../web/src/api/create-queries.ts'
import { forgetQueries, keepQueries } from '../../../../web/src/api/keep-queries.ts'
import { createStorage } from '../../../support/web/storage.ts'

beforeEach(() => {
  Object.assign(globalThis, { localStorage: createStorage() })
})
afterEach(() => {
  Reflect.deleteProperty(globalThis, 'localStorage')
})

const project = ['project', 'dogs']
type Queries = ReturnType<typeof createQueries>
const open = (user: string): Queries => {
  const queries = createQueries()
  keepQueries(queries, user)
  return queries
}
const read = (queries: Queries, name: string) =>
  queries.fetchQuery({ queryKey: project, queryFn: async () => ({ name }), staleTime: 0 })

test('a later visit of the person has what was read, and reads it again', async () => {
  await read(open('ann'), 'Dogs')
  const later = open('ann')
  expect(later.getQueryData(project)).toEqual({ name: 'Dogs' })
  expect(later.getQueryState(project)?.isInvalidated).toBe(true)
  expect(open('ben').getQueryData(project)).toBeUndefined()
})

test('after a sign-out nothing is left, also of what is answered a moment later', async () => {
  const queries = open('ann')
  await read(queries, 'Dogs')
  forgetQueries('ann')
  await read(queries, 'Dogs again')
  expect(open('ann').getQueryData(project)).toBeUndefined()
})
