import { describe, expect, it } from '@jest/globals'
import { createReadScope } from '../../../src/adapters/store/read-scope.ts'
import { otherBodies, samples } from '../../support/access-requests.ts'
import { at, createAccessWorld, me, type AccessWorld } from '../../support/access-world.ts'
import { createAllRoutes } from '../../support/all-routes.ts'
import { auditedIn, dumpStore } from '../../support/dump-store.ts'
import { createHttpBlobs } from '../../support/http-fakes.ts'
import { createHttpApp, type Send } from '../../support/http-app.ts'
import { createLaggingInstance } from '../../support/lagging-store.ts'
import type { ForkableStore } from '../../support/memory-store.ts'
import { createServiceRoutes } from '../../support/service-routes.ts'

// The first request was done by one instance; the repetition arrives at another one, whose replicas lag.

type Changing = keyof typeof otherBodies
const operations = Object.keys(otherBodies) as Changing[]
const routes = createAllRoutes().routes

const now = () => at

/** An instance that reads the present state until its own next write or fence. */
const openLate = (primary: ForkableStore) => {
  const { store, decide } = createReadScope(createLaggingInstance(primary))
  let ids = 0
  const newId = () => `late${(ids += 1)}`
  const { blobs } = createHttpBlobs(['own/0.png'])
  return createHttpApp(createServiceRoutes({ store, now, newId, blobs }), { store, now, decide })
}

const open = async (operation: Changing) => {
  const world = await createAccessWorld()
  const primary = world.store
  const { path, body, headers } = samples[operation](world.own)
  const { method } = routes.find((one) => one.operation === operation) ?? {}
  if (method === undefined) throw new Error(`${operation} has no route`)
  const found = await world.send('GET', path.replace(/\/label$/, ''), { as: `${me}:Admin` })
  const { etag } = found.headers
  const condition = etag === undefined ? {} : { 'if-match': etag }
  const sendTo = (
    { send }: Pick<AccessWorld, 'send'>,
    changes: object = {},
    others: Send['headers'] = condition,
  ) =>
    send(method, path, {
      as: `${me}:Admin`,
      ...(body === undefined ? {} : { body: { ...(body as object), ...changes } }),
      headers: { ...headers, 'x-ms-client-request-id': 'request-of-a-test', ...others },
    })
  return { world, primary, sendTo, etag, dump: () => dumpStore(primary, ['u1', 'u2']) }
}

describe('a repetition on another instance', () => {
  it.each(operations)('that reads the state before the first one is recognized (%s)', async (operation) => {
    const { world, primary, sendTo, dump } = await open(operation)
    const late = openLate(primary)
    const first = await sendTo(world)
    expect(first.status).toBeLessThan(300)
    const after = await dump()
    const again = await sendTo(late)
    expect(again.status).toBeLessThan(300)
    expect(again.json).toEqual(first.json)
    expect(await dump()).toEqual(after)
  })

  const withBody = operations.filter(
    (operation) => otherBodies[operation] !== null && operation !== 'labelItem' && operation !== 'putMember',
  )

  it.each(withBody)(
    'that does not read a later change of another caller is refused (%s)',
    async (operation) => {
      const { world, primary, sendTo, etag, dump } = await open(operation)
      await sendTo(world)
      const late = openLate(primary)
      const other = await sendTo(world, otherBodies[operation] ?? {}, { 'if-match': '*' })
      expect(other.status).toBe(200)
      const after = await dump()
      expect((await sendTo(late)).status).toBe(etag === undefined ? 428 : 412)
      expect(await dump()).toEqual(after)
    },
  )

  it('that does not read that a member has another role now sets the role again', async () => {
    const { world, primary, sendTo, dump } = await open('putMember')
    await sendTo(world)
    const late = openLate(primary)
    await sendTo(world, otherBodies.putMember)
    expect(await sendTo(late)).toMatchObject({ status: 200, json: { role: 'Labeler' } })
    expect(auditedIn(await dump()).filter((entry) => entry.includes('ChangeMember'))).toHaveLength(2)
  })

  it.each(['deleteDatastore', 'deleteDataset', 'deleteMember'] as const)(
    'that reads nothing of what was created anew does not take it for deleted (%s)',
    async (operation) => {
      const { world, primary, sendTo, dump } = await open(operation)
      await sendTo(world)
      const late = openLate(primary)
      const name = operation.replace('delete', 'put') as 'putDatastore' | 'putDataset' | 'putMember'
      const { path } = samples[operation](world.own)
      const { body } = samples[name](world.own)
      await world.send('PUT', path, { as: `${me}:Admin`, body })
      const after = await dump()
      expect((await sendTo(late)).status).toBe(412)
      expect(await dump()).toEqual(after)
    },
  )
})
