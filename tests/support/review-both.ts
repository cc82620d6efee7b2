import { expect } from '@jest/globals'
import type { ServiceWorld } from './service-world.ts'

/** Of two labeled items approves one, in all ways that there are, and rejects the other. */
export const reviewBoth = async (
  { lead, waitFor }: Pick<ServiceWorld, 'lead' | 'waitFor'>,
  project: string,
  [one, other]: readonly { readonly id: string }[],
): Promise<void> => {
  const post = async (action: string, body: object) => {
    const reply = await lead('POST', `/projects/${project}/${action}`, { body })
    expect([200, 202]).toContain(reply.status)
    return reply
  }
  const { value, total } = (
    await lead('GET', `/projects/${project}/items?state=labeled&sort=path&count=true`)
  ).body
  expect(total).toBe(2)
  const { etag } = value.find(({ id }: { id: string }) => id === one?.id)
  const seen = [{ item: one?.id, etag }]
  await post('approve-items', { seen })
  await post('unapprove-items', { items: [one?.id] })
  expect((await post('reject-items', { seen })).body.results).toMatchObject([
    { status: 'Refused', error: { code: 'ItemChangedSince' } },
  ])
  await post('reject-items', { items: [other?.id], comment: 'no' })
  const all = { action: 'Approve', filter: { state: 'labeled' }, expectedCount: 1 }
  const started = await post('review-items', all)
  expect((await waitFor(started.headers.get('operation-location'))).body).toMatchObject({
    status: 'Succeeded',
    done: 1,
    left: 0,
  })
}
