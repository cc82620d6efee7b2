import { expect, test } from '@jest/globals'
import { isRecord } from '../../../../web/src/core/is-record.ts'
import { sendReview } from '../../../../web/src/items/send-review.ts'
import { fakeApi, type Sent } from './fake-api.ts'

const items = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ item: `item-${index}`, etag: `"${index}"` }))

const seenIn = ({ body }: Sent): readonly { readonly item: string; readonly etag: string }[] => {
  const seen: unknown = isRecord(body) ? body['seen'] : undefined
  return Array.isArray(seen) ? seen : []
}
const acceptAll = (sent: Sent) => ({
  body: { results: seenIn(sent).map(({ item }) => ({ item, status: 'Accepted' })) },
})

test('a review names each item with the ETag that was seen', async () => {
  const { api, sent } = fakeApi(acceptAll)
  const outcome = await sendReview(api, 'pets', 'Reject', items(2), 'No cat')
  expect(sent).toEqual([
    { method: 'POST', path: '/api/projects/pets/reject-items', body: { seen: items(2), comment: 'No cat' } },
  ])
  expect(outcome).toEqual({ accepted: ['item-0', 'item-1'], refused: [] })
})

test.each([
  ['Approve', 'approve-items'],
  ['Unapprove', 'unapprove-items'],
  ['AcceptSkip', 'accept-skips'],
] as const)('%s has its own path and no comment', async (action, path) => {
  const { api, sent } = fakeApi(acceptAll)
  await sendReview(api, 'pets', action, items(1))
  expect(sent).toEqual([{ method: 'POST', path: `/api/projects/pets/${path}`, body: { seen: items(1) } }])
})

test('more than 200 items go in several calls, each item once', async () => {
  const { api, sent } = fakeApi(acceptAll)
  const { accepted } = await sendReview(api, 'pets', 'Approve', items(401))
  expect(sent.map((one) => seenIn(one).length)).toEqual([200, 200, 1])
  expect(sent.flatMap(seenIn)).toEqual(items(401))
  expect(accepted).toHaveLength(401)
})

test('a refusal of one item is told with its reason', async () => {
  const error = { code: 'ItemChangedSince', message: 'The item changed' }
  const { api } = fakeApi(() => ({ body: { results: [{ item: 'item-0', status: 'Refused', error }] } }))
  const { refused } = await sendReview(api, 'pets', 'Approve', items(1))
  expect(refused).toEqual([{ item: 'item-0', ...error }])
})

test('a failure tells what was accepted before it, and ends the work', async () => {
  let calls = 0
  const { api, sent } = fakeApi((one) => {
    calls += 1
    return calls === 2
      ? { status: 503, body: { error: { code: 'ServiceUnavailable', message: 'Busy' } } }
      : acceptAll(one)
  })
  const outcome = await sendReview(api, 'pets', 'Approve', items(500))
  expect(sent).toHaveLength(2)
  expect(outcome.accepted).toHaveLength(200)
  expect(outcome.failure).toMatchObject({ status: 503, message: 'Busy' })
})
