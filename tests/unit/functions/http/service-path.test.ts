import { describe, expect, it } from '@jest/globals'
import { createRouter } from '../../../../local/host/http/router.ts'
import { createPathCheck, isPlainPath } from '../../../../src/functions/http/service-path.ts'
import { createAccessWorld, me } from '../../../support/access-world.ts'
import { samples } from '../../../support/access-requests.ts'
import { createMemoryStore } from '../../../support/memory-store.ts'
import { createServiceRoutes } from '../../../support/service-routes.ts'
import type { permissions } from '../../../../src/functions/http/permissions.ts'

const routes = createServiceRoutes({ store: createMemoryStore(() => 0), now: () => 0 })
const admin = `${me}:Admin`

const folding = [
  '',
  '.',
  '..',
  '%2e',
  '%2E%2e',
  '%252e%252e',
  '%25252e',
  'a%2Fb',
  '..%5c',
  '%252f',
  '%2e%2e%2f',
]

describe('a path', () => {
  it.each(['/api/projects/a', '/api/projects/a.b', '/api/x/...', '/api/a%20b', '/api/100%', '/api/%ff'])(
    '%s is plain',
    (path) => expect(isPlainPath(path)).toBe(true),
  )

  it.each([
    '/',
    '/api/',
    '/api//health',
    ...folding.map((segment) => `/api/${segment}/x`),
    '/api/%252525252525252e',
  ])('%s is not', (path) => expect(isPlainPath(path)).toBe(false))
})

const errorOf = (run: () => void): unknown => {
  try {
    run()
    return undefined
  } catch (error) {
    return error
  }
}

describe('every route', () => {
  const withWorld = async () => {
    const world = await createAccessWorld('Admin')
    const headers = { 'if-match': '*' }
    return { world, options: { as: admin, headers } }
  }

  it.each(routes.map((route) => [route.operation, route] as const))(
    '%s is not found below a path that ends in a slash or has an empty segment',
    async (operation, route) => {
      const { world } = await withWorld()
      const sample = samples[operation as keyof typeof permissions](world.own)
      const [path = '', query] = sample.path.split('?', 2)
      const search = query === undefined ? '' : `?${query}`
      const [first = '', ...rest] = path.slice(1).split('/')
      const send = (changed: string) =>
        world.send(route.method, `${changed}${search}`, {
          as: admin,
          ...(sample.body === undefined ? {} : { body: sample.body }),
          ...(sample.headers === undefined ? {} : { headers: sample.headers }),
        })
      for (const changed of [`${path}/`, `/${first}//${rest.join('/')}`]) {
        const answer = await send(changed)
        expect([changed, answer.status, answer.json.error?.code]).toEqual([changed, 404, 'RouteNotFound'])
      }
      // After the prefix an empty segment fits no function at all: the host responds by itself.
      await expect(send(`/${path}`)).rejects.toThrow(/^No function takes /)
    },
  )

  const withParameters = routes.filter(({ path }) => /\{[^*]/.test(path))

  it.each(withParameters.map((route) => [route.operation, route] as const))(
    '%s has no parameter that may be . or .., in any encoding',
    (_, route) => {
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '')
      const { params } = route
      const valid = {
        project: 'p',
        user: 'u',
        item: 'a'.repeat(32),
        datastore: 'd',
        dataset: 's',
        page: 'g',
        exportId: 'e',
        operation: 'o',
        name: 'n',
      }
      expect(params?.safeParse(valid)).toMatchObject({ success: true })
      for (const name of names)
        for (const value of folding) {
          const parsed = params?.safeParse({ ...valid, [name]: value })
          expect([name, value, parsed?.success]).toEqual([name, value, false])
        }
    },
  )

  /** As the Functions host: it ignores a slash at the end. */
  const routed = createRouter(
    routes.map((route) => ({
      name: route.operation,
      template: `api${route.path}`,
      methods: [route.method],
      target: route,
    })),
  )
  const changing = withParameters.filter(({ method }) => method !== 'GET')

  it.each(changing.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s never becomes another route that changes something when . or .. in its path is resolved',
    (_, route) => {
      const names = [...route.path.matchAll(/\{\w+\}/g)].map(([name]) => name)
      for (const name of names)
        for (const value of ['.', '..', '%2e%2e', '%2E']) {
          const written = route.path.replace(name, value).replaceAll(/\{\w+\}/g, 'x')
          const url = new URL(`http://localhost/api${written}`)
          const taken = routed(route.method, url.pathname)?.target
          const refused = taken && errorOf(() => createPathCheck(taken.path)(url.href))
          if (taken)
            expect([written, refused]).toEqual([written, expect.objectContaining({ code: 'RouteNotFound' })])
        }
    },
  )

  it('is found by its own path', () => {
    for (const { path } of routes) {
      const url = `http://localhost/api${path.replaceAll(/\{\*?\w+\}/g, 'x')}`
      expect([path, errorOf(() => createPathCheck(path)(url))]).toEqual([path, undefined])
    }
  })

  it('does not take what the host has routed to it by another path', () => {
    const check = createPathCheck('/projects/{project}/members')
    for (const path of ['/api/projects/p', '/api/projects/p/other', '/members', '/api/projects/p/members/'])
      expect(errorOf(() => check(`http://localhost${path}`))).toMatchObject({ code: 'RouteNotFound' })
    for (const path of ['/api/projects/p/members', '/api/Projects/p/MEMBERS', '/projects/p/m%65mbers'])
      expect(errorOf(() => check(`http://localhost${path}`))).toBeUndefined()
  })
})

describe('a member that is called ..', () => {
  it('does not delete the project: DELETE /projects/p/members/.. arrives as DELETE /projects/p/', async () => {
    const world = await createAccessWorld('Admin')
    const options = { as: admin, headers: { 'if-match': '*' } }
    for (const path of ['/projects/own/', '/projects/own/members/..', '/projects/own/members/x/../..'])
      expect(await world.send('DELETE', path, options)).toMatchObject({ status: 404 })
    expect(await world.send('GET', '/projects/own', { as: admin })).toMatchObject({ status: 200 })
  })
})
