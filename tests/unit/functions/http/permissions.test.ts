import { describe, expect, it } from '@jest/globals'
import { includesRole, lowerRole } from '../../../../src/domain/core/caller.ts'
import type { AppRole } from '../../../../src/domain/core/caller.ts'
import { permissions } from '../../../../src/functions/http/permissions.ts'
import type { Access, Route } from '../../../../src/functions/http/route.ts'
import { createAccessWorld, me, type AccessWorld, type Place } from '../../../support/access-world.ts'
import type { Send } from '../../../support/http-app.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { createServiceRoutes } from '../../../support/service-routes.ts'
import { samples, type Sample } from '../../../support/access-requests.ts'

// Every route × every role × member or not × own, foreign and absent project. What is expected follows from the table of
// permissions alone; what happens is decided by the operations.

const roles = ['Labeler', 'Reviewer', 'Admin'] as const
const memberships = [undefined, ...roles] as const

const routes = createServiceRoutes({ store: createMemoryStore(() => 0), now: () => 0 })
const operations = Object.keys(permissions) as (keyof typeof permissions)[]
const routeOf = (operation: string): Route => {
  const route = routes.find((one) => one.operation === operation)
  if (!route) throw new Error(`${operation} has no route`)
  return route
}

type Outcome = 'Allowed' | `${number} ${string}`

interface Case {
  /** The app role; undefined: a token without any; `none`: no token. */
  readonly role: AppRole | undefined | 'none'
  readonly membership: AppRole | undefined
  readonly project: 'own' | 'foreign' | 'absent'
}

const cases: readonly Case[] = [
  { role: 'none', membership: 'Admin', project: 'own' },
  { role: undefined, membership: 'Admin', project: 'own' },
  ...roles.flatMap((role): Case[] => [
    ...memberships.map((membership): Case => ({ role, membership, project: 'own' })),
    { role, membership: 'Admin', project: 'foreign' },
    { role, membership: 'Admin', project: 'absent' },
  ]),
]

/** An app Admin is a member of each project; anybody else has the lower of two roles, in the own project only. */
const roleIn = ({ role, membership, project }: Case): AppRole | undefined => {
  if (role === 'none' || role === undefined || project === 'absent') return undefined
  if (role === 'Admin') return role
  return project === 'own' && membership ? lowerRole(role, membership) : undefined
}

const least: Partial<Record<Access, AppRole>> = {
  ProjectLabeler: 'Labeler',
  ProjectLabelerOrSignature: 'Labeler',
  ProjectReviewer: 'Reviewer',
  ProjectAdmin: 'Admin',
}

const expected = (operation: string, access: Access, one: Case): Outcome => {
  if (access === 'Anyone') return 'Allowed'
  if (access === 'Signature' || one.role === 'none') return '401 Unauthenticated'
  if (one.role === undefined) return '403 Forbidden'
  // It names a project to be made as well.
  if (access === 'Admin') return one.role === 'Admin' ? 'Allowed' : '403 Forbidden'
  const role = roleIn(one)
  if (operation === 'getOperation')
    return includesRole(role, 'Reviewer') ? 'Allowed' : '404 OperationNotFound'
  if (access === 'AnyRole') return 'Allowed'
  // To an app Admin, a member of all projects, one that does not exist is deleted.
  if (operation === 'deleteProject' && one.role === 'Admin') return 'Allowed'
  if (role === undefined) return '404 ProjectNotFound'
  return includesRole(role, least[access] ?? 'Admin') ? 'Allowed' : '403 Forbidden'
}

const absent = (place: Place): Place => ({ ...place, project: 'absent', operation: 'absent' })

const requestOf = ({ path, body, headers }: Sample, { role }: Case): [path: string, send: Send] => [
  path,
  {
    ...(role === 'none' ? {} : { as: `${me}:${role ?? ''}` }),
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  },
]

const outcomeOf = async (world: AccessWorld, route: Route, sample: Sample, one: Case): Promise<Outcome> => {
  const { status, json, text } = await world.send(route.method, ...requestOf(sample, one))
  if (Object.hasOwn(route.responses, status)) return 'Allowed'
  return `${status} ${json.error?.code ?? text}`
}

/** Worlds by membership, each until a request has changed it. */
const unchanged = new Map<AppRole | undefined, AccessWorld>()

const worldOf = async (membership: AppRole | undefined): Promise<AccessWorld> => {
  const world = unchanged.get(membership) ?? (await createAccessWorld(membership))
  unchanged.set(membership, world)
  return world
}

describe('every route, for every role, member or not, in an own, a foreign and an absent project', () => {
  it.each(operations)('%s', async (operation) => {
    const route = routeOf(operation)
    const seen: string[] = []
    const wanted: string[] = []
    for (const one of cases) {
      const creates = operation === 'putProject' && one.project === 'absent'
      const world = await worldOf(one.membership)
      const places = { own: world.own, foreign: world.foreign, absent: absent(world.own) }
      const sample = samples[operation](places[one.project])
      const name = `${one.role}, member as ${one.membership}, ${one.project}`
      const request = creates ? { ...sample, headers: {} } : sample
      const outcome = await outcomeOf(world, route, request, one)
      if (outcome === 'Allowed' && route.method !== 'GET') unchanged.delete(one.membership)
      seen.push(`${name}: ${outcome}`)
      wanted.push(`${name}: ${expected(operation, route.access, one)}`)
    }
    expect(seen).toEqual(wanted)
  })
})

describe('what belongs to another project or another person', () => {
  /** In the path of a project that the caller may see, the ids of one that is not theirs. */
  const mixed = ({ own, foreign }: AccessWorld): Place => ({
    ...foreign,
    project: own.project,
    user: 'nobody',
  })
  const withIds = operations.filter((operation) => {
    const { path, access } = routeOf(operation)
    return (
      access.startsWith('Project') && path.replace('{project}', '').includes('{') && operation !== 'putMember'
    )
  })

  it.each(withIds)('%s does not find it', async (operation) => {
    const world = await createAccessWorld('Admin')
    const route = routeOf(operation)
    const sample = samples[operation](mixed(world))
    const answer = await world.send(
      route.method,
      ...requestOf(sample, { role: 'Admin', membership: 'Admin', project: 'own' }),
    )
    const missing = { error: { code: expect.stringMatching(/^(Page|Item|Member|Export)NotFound$/) } }
    // There is nothing to delete, in this project.
    const gone = { status: 204, text: '' }
    expect(answer).toMatchObject(route.method === 'DELETE' ? gone : { status: 404, json: missing })
  })

  it.each(['approveItems', 'unapproveItems', 'rejectItems', 'acceptSkips'] as const)(
    '%s refuses each such item',
    async (operation) => {
      const world = await createAccessWorld('Reviewer')
      const { path, body } = samples[operation](mixed(world))
      const answer = await world.send('POST', path, { as: `${me}:Reviewer`, body })
      expect(answer.json['results']).toMatchObject([{ status: 'Refused', error: { code: 'ItemNotFound' } }])
    },
  )

  it.each(['getPage', 'submitPage', 'renewPage', 'releasePage'] as const)(
    '%s is for the page’s own labeler',
    async (operation) => {
      const world = await createAccessWorld('Labeler')
      const { own } = world
      const body =
        operation === 'submitPage' ? { answers: [{ item: own.othersItem, labels: ['Cat'] }] } : undefined
      const { path } = samples[operation]({ ...own, page: own.othersPage })
      const { method } = routeOf(operation)
      expect(await world.send(method, path, { as: `${me}:Labeler`, body })).toMatchObject({
        status: 404,
        json: { error: { code: 'PageNotFound' } },
      })
    },
  )
})

describe('the membership', () => {
  it('is asked for again before an earlier answer is repeated', async () => {
    const world = await createAccessWorld('Reviewer')
    const send = (as = `${me}:Reviewer`) =>
      world.send('POST', '/projects/own/approve-items', {
        as,
        body: { items: [world.own.labeledItem] },
        headers: { 'idempotency-key': 'k' },
      })
    expect(await send()).toMatchObject({ status: 200 })
    expect(await send()).toMatchObject({ status: 200, headers: { 'idempotent-replayed': 'true' } })
    expect(await send(`${me}:Labeler`)).toMatchObject({ status: 403 })
    const left = await world.send('DELETE', `/projects/own/members/${me}`, { as: 'lead:Admin' })
    expect(left.status).toBe(204)
    expect(await send()).toMatchObject({ status: 404, json: { error: { code: 'ProjectNotFound' } } })
  })

  it('cannot be given to oneself, nor a higher one', async () => {
    for (const [role, membership] of [
      ['Labeler', undefined],
      ['Labeler', 'Labeler'],
      ['Reviewer', 'Reviewer'],
      ['Reviewer', 'Admin'],
    ] as const) {
      const world = await createAccessWorld(membership)
      const { status } = await world.send('PUT', `/projects/own/members/${me}`, {
        as: `${me}:${role}`,
        body: { role: 'Admin' },
      })
      expect([403, 404]).toContain(status)
    }
  })
})

describe('a stranger', () => {
  const now = 1_700_000_000_000
  /** Everything of an answer but the id of the request. */
  const told = ({ status, headers, text }: Awaited<ReturnType<AccessWorld['send']>>) => ({
    status,
    text,
    headers: Object.entries(headers).filter(([name]) => name !== 'x-ms-request-id'),
  })
  const item = 'a'.repeat(32)
  const signatures = ['', '?exp=1&sig=x', `?exp=${now * 2}&sig=x`, `?exp=${now * 2}&sig=${'A'.repeat(43)}~x`]
  const linkOf = (operation: string, place: Place, name: string, of: string, signature: string): string =>
    operation === 'getItemContent'
      ? `/projects/${name}/items/${of}/content${signature}`
      : `/datasets/${name === place.project ? 'pets' : name}/content${signature}${signature && '&path=own/0.png'}`

  it.each(['getItemContent', 'getDatasetContent'])(
    'is told the same by %s whether or not something exists',
    async (operation) => {
      const world = await createAccessWorld('Admin')
      for (const signature of signatures) {
        const answers: ReturnType<typeof told>[] = []
        for (const [name, of] of [
          [world.own.project, world.own.pageItem],
          [world.own.project, item],
          [world.foreign.project, world.own.pageItem],
          ['no-such-project', item],
        ] as const)
          answers.push(told(await world.send('GET', linkOf(operation, world.own, name, of, signature))))
        expect(answers).toEqual(answers.map(() => answers[0]))
        expect(answers[0]?.status).toBe(signature === '' && operation === 'getDatasetContent' ? 400 : 401)
      }
    },
  )

  it.each(operations.filter((operation) => routeOf(operation).path.includes('{project}')))(
    'gets the same from %s for a project that exists and for one that does not, without a token and with a bad one',
    async (operation) => {
      const world = await worldOf('Admin')
      const route = routeOf(operation)
      const ask = async (place: Place, authorization: string | undefined) => {
        const { path, body, headers } = samples[operation](place)
        return told(
          await world.send(route.method, path, {
            ...(body === undefined ? {} : { body }),
            headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
          }),
        )
      }
      for (const authorization of [undefined, 'Bearer x']) {
        const known = await ask(world.own, authorization)
        expect(known.status).toBe(401)
        expect(await ask(absent(world.own), authorization)).toEqual(known)
      }
    },
  )

  it('with a token gets the same for a project of others and for none', async () => {
    const world = await worldOf(undefined)
    for (const operation of operations.filter((one) => routeOf(one).access.startsWith('Project'))) {
      const { method } = routeOf(operation)
      const ask = async (place: Place) => {
        const [path, send] = requestOf(samples[operation](place), {
          role: 'Admin',
          membership: undefined,
          project: 'own',
        })
        const { status, json, text } = await world.send(method, path, { ...send, as: 'stranger:Labeler' })
        return [operation, status, json.error?.code, text.replaceAll(place.project, '…')]
      }
      expect(await ask(world.foreign)).toEqual(await ask(absent(world.foreign)))
    }
  })
})
