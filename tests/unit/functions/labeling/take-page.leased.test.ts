import { expect, test } from '@jest/globals'
import { createAccessWorld, me } from '../../../support/access-world.ts'

test('AllLeased says in the body and in the header when to ask again', async () => {
  const { send, own } = await createAccessWorld('Labeler')
  const pages = `/projects/${own.project}/pages`
  const take = (as: string, size: number) => send('POST', pages, { as, body: { size } })
  // Two labelers hold some items already; a third takes the rest.
  expect((await take('zoe:Labeler', 50)).json['id']).toEqual(expect.any(String))
  const { status, json, headers } = await take('lead:Admin', 1)
  expect([status, json['waiting'], json['items']]).toEqual([200, 'AllLeased', []])
  // The page of `me` ends after a minute.
  expect([json['retryAfter'], headers['retry-after']]).toEqual([60, '60'])
  expect((await take(`${me}:Labeler`, 1)).headers).not.toHaveProperty('retry-after')
})
