import { describe, expect, it } from '@jest/globals'
import { endOperation } from '../../../src/domain/model/operations/end-operation.ts'
import { samples } from '../../support/access-requests.ts'
import { createAccessWorld, at, me, type AccessWorld } from '../../support/access-world.ts'
import { createAllRoutes } from '../../support/all-routes.ts'
import { auditedIn, dumpStore, type Dumped } from '../../support/dump-store.ts'

// Some clients repeat each request by themselves, and send no Idempotency-Key that nobody asks them for.

const posts = createAllRoutes().routes.filter(({ method }) => method === 'POST')

/** What a second POST without a key gives. */
const second = {
  createUploadUrls: 'the same URLs',
  takePage: 'the page that the labeler holds',
  submitPage: 'the first results, by the answers in the lease',
  reopenPage: 'the reopened page',
  renewPage: 'the lease, from now',
  releasePage: 'the released page',
  cancelExport: 'the canceled export',
  approveItems: 'Accepted: the caller has approved the item',
  unapproveItems: 'Accepted: the caller has taken back the last approval of the item',
  rejectItems: 'Accepted: the rejection by the caller is the last that happened to the item',
  acceptSkips: 'Accepted: the caller has accepted the skip',
  pauseProject: 'the paused project',
  resumeProject: 'the running project',
  refreshProject: 'the running refresh',
  recountProject: 'the running recount',
  startExport: 'the running export of the same caller and body',
  removeItems: 'the open operation of the same caller and body',
  restoreItems: 'the open operation of the same caller and body',
  reviewItems: 'the open operation of the same caller and body',
} as const

type Post = keyof typeof second
const isPost = (operation: string): operation is Post => Object.hasOwn(second, operation)
const operations = posts.map(({ operation }) => operation).filter(isPost)

const open = async () => {
  const world = await createAccessWorld('Admin')
  const send = (operation: Post, changes: object = {}, user = me) => {
    const { path, body, headers } = samples[operation](world.own)
    return world.send('POST', path, {
      as: `${user}:Admin`,
      ...(body === undefined ? {} : { body: { ...body, ...changes } }),
      headers: { 'x-ms-client-request-id': 'request-of-a-test', ...headers },
    })
  }
  return { world, send, dump: () => dumpStore(world.store, ['u1', 'u2']) }
}

const documents = (dump: readonly Dumped[]) => dump.map(({ document }) => document)
const lasting = (dump: readonly Dumped[]) => documents(dump).filter(({ kind }) => kind !== 'dispatch')
const openWork = (dump: readonly Dumped[]) =>
  documents(dump).filter(({ kind, open: isOpen }) => kind === 'operation' && isOpen === true)
const exportsIn = (dump: readonly Dumped[]) => documents(dump).filter(({ kind }) => kind === 'export')

it('the table has each POST', () => {
  expect(Object.keys(second).toSorted()).toEqual(posts.map(({ operation }) => operation).toSorted())
})

describe('a POST without a key', () => {
  it.each(operations.map((operation) => [operation, second[operation]] as const))(
    '%s, sent again, makes nothing twice: %s',
    async (operation) => {
      const { send, dump } = await open()
      const first = await send(operation)
      expect(first.status).toBeLessThan(300)
      const after = await dump()
      const again = await send(operation)
      expect([again.status, again.json]).toEqual([first.status, first.json])
      expect(again.headers['operation-location']).toBe(first.headers['operation-location'])
      const last = await dump()
      // A renewal writes the same lease again, with the dispatch document that each grant replaces.
      if (operation === 'renewPage') expect(lasting(last)).toEqual(lasting(after))
      else expect(last).toEqual(after)
    },
  )

  it.each(operations)('%s makes nothing twice while the first one runs', async (operation) => {
    const [alone, pair] = [await open(), await open()]
    await alone.send(operation)
    const both = await Promise.all([pair.send(operation), pair.send(operation)])
    expect(both[1]?.json).toEqual(both[0]?.json)
    const [once, twice] = [await alone.dump(), await pair.dump()]
    expect(auditedIn(twice)).toEqual(auditedIn(once))
    expect(openWork(twice)).toHaveLength(openWork(once).length)
    expect(exportsIn(twice)).toHaveLength(exportsIn(once).length)
  })
})

const idOf = async (answer: ReturnType<AccessWorld['send']>): Promise<unknown> => (await answer).json['id']

describe('an export without a key', () => {
  it('is another one for another body, another caller, and with a key', async () => {
    const first = await open()
    const ids = [
      await idOf(first.send('startExport')),
      await idOf(first.send('startExport', { include: 'All' })),
    ]
    expect(new Set(ids).size).toBe(2)
    const { world, send } = await open()
    expect(await idOf(send('startExport'))).not.toBe(await idOf(send('startExport', {}, 'other')))
    await world.send('POST', `/projects/own/exports/${world.own.exportId}/cancel`, { as: `${me}:Admin` })
    const { path, body } = samples.startExport(world.own)
    const running = await idOf(send('startExport'))
    const headers = { 'idempotency-key': 'k' }
    const keyed = await world.send('POST', path, { as: `${me}:Admin`, body, headers })
    expect(keyed.status).toBe(202)
    expect(keyed.json['id']).not.toBe(running)
  })

  it('is the running one also while all slots are in use, and another one after its end', async () => {
    const { world, send } = await open()
    const first = await idOf(send('startExport'))
    await send('startExport', { include: 'All' })
    expect((await send('startExport', { include: 'Approved' })).status).toBe(409)
    expect(await idOf(send('startExport'))).toBe(first)
    await world.send('POST', `/projects/own/exports/${String(first)}/cancel`, { as: `${me}:Admin` })
    const next = await send('startExport')
    expect(next.status).toBe(202)
    expect(next.json['id']).not.toBe(first)
  })
})

describe.each(['removeItems', 'restoreItems', 'reviewItems'] as const)('%s without a key', (operation) => {
  it('is another operation for another body, another caller, and after the end of the first', async () => {
    const { world, send } = await open()
    const first = await idOf(send(operation))
    const others = [
      await idOf(send(operation, { expectedCount: 7 })),
      await idOf(send(operation, { comment: 'why' })),
      await idOf(send(operation, {}, 'other')),
    ]
    expect(await idOf(send(operation))).toBe(first)
    await endOperation({ store: world.store, now: () => at }, String(first), { status: 'Succeeded' })
    const after = await idOf(send(operation))
    expect(new Set([first, ...others, after]).size).toBe(5)
    expect(await idOf(send(operation))).toBe(after)
  })
})
