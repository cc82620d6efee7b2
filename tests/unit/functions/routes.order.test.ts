import { describe, expect, it } from '@jest/globals'
import { parseRoute, type Segment } from '../../../local/host/http/route-template.ts'
import { compareNames, createRouter } from '../../../local/host/http/router.ts'
import { assetName, registerApp } from '../../../src/functions/app/register-app.ts'
import { unmatchedName } from '../../../src/functions/http/unmatched.ts'
import { createAllRoutes } from '../../support/all-routes.ts'

// Azure's host asks functions in the order of their names. Where a path fits two templates, the more specific one must come
// first, or its function never gets the path.

interface Named {
  readonly name: string
  readonly route: string
  readonly methods: readonly string[]
}

const { functions } = createAllRoutes()
const config = {
  authority: undefined,
  clientId: undefined,
  scope: 'api://etiquette/access',
  blobHosts: [],
  local: false,
  version: '1.2.3',
}
registerApp(
  { http: (name, options) => void functions.set(name, options) },
  {
    folder: 'none',
    config,
    log: () => undefined,
  },
)
const table: readonly Named[] = [...functions].map(([name, { route = name, methods = [] }]) => ({
  name,
  route,
  methods,
}))

const isRest = (segment: Segment | undefined): boolean => segment?.kind === 'rest'

/** True if a path fits both templates. */
const overlap = (a: readonly Segment[], b: readonly Segment[]): boolean => {
  const [first, second] = [a[0], b[0]]
  if (isRest(first) || isRest(second)) return true
  if (!first || !second) return first === second
  const differ = first.kind === 'literal' && second.kind === 'literal' && first.text !== second.text
  return !differ && overlap(a.slice(1), b.slice(1))
}

/** True if every path of `special` fits `general`. */
const covers = (general: readonly Segment[], special: readonly Segment[]): boolean => {
  const [wide, narrow] = [general[0], special[0]]
  if (isRest(wide)) return true
  if (!wide || !narrow) return wide === narrow
  const holds =
    !isRest(narrow) &&
    (wide.kind === 'parameter' ||
      (narrow.kind === 'literal' && wide.kind === 'literal' && wide.text === narrow.text))
  return holds && covers(general.slice(1), special.slice(1))
}

/** Each pair of functions with one method whose first takes paths that are the second's as well, or rather. */
const hidden = (named: readonly Named[]): readonly string[] => {
  const ordered = named.toSorted((a, b) => compareNames(a.name, b.name))
  return ordered.flatMap((earlier, index) =>
    ordered.slice(index + 1).flatMap((later) => {
      const [a, b] = [parseRoute(earlier.route), parseRoute(later.route)]
      const shared = earlier.methods.some((method) => later.methods.includes(method))
      return shared && overlap(a, b) && !covers(b, a)
        ? [`${earlier.name} (${earlier.route}) hides ${later.name} (${later.route})`]
        : []
    }),
  )
}

describe('the order in which the host asks for a path', () => {
  it('leads every path to the most specific route', () => {
    expect(hidden(table)).toEqual([])
  })

  it('ends with the function for all other paths of the API, and then the web app', () => {
    const names = table.map(({ name }) => name).toSorted(compareNames)
    expect(names.slice(-3)).toEqual([unmatchedName, 'zzAppConfig', assetName])
  })

  it('leads every path of the API to the API, whatever is below it, and all others to the web app', () => {
    const find = createRouter(
      table.map(({ name, route, methods }) => ({ name, template: route, methods, target: name })),
    )
    const targetOf = (method: string, path: string) => find(method, path)?.target
    expect(targetOf('GET', '/api')).toBe(unmatchedName)
    expect(targetOf('GET', '/API/no/such/path')).toBe(unmatchedName)
    expect(targetOf('PATCH', '/api/projects/p')).toBe('updateProject')
    expect(targetOf('GET', '/app-config.json')).toBe('zzAppConfig')
    for (const path of ['/', '/projects', '/assets/a.js', '/apis/x']) {
      expect([path, targetOf('GET', path), targetOf('HEAD', path)]).toEqual([path, assetName, assetName])
      expect(targetOf('POST', path)).toBeUndefined()
    }
    for (const { name, route } of table)
      expect([name, route.startsWith('api/')]).toEqual([name, !name.startsWith('zz')])
  })
})

describe('a route that another one hides is found', () => {
  const named = (...pairs: readonly (readonly [string, string])[]): readonly Named[] =>
    pairs.map(([name, route]) => ({ name, route, methods: ['GET'] }))

  it.each([
    ['a catch-all', named(['unmatched', '{*path}'], ['updateProject', 'projects/{project}']), 1],
    ['a parameter', named(['getOne', 'items/{id}'], ['getRecent', 'Items/recent']), 1],
    ['neither is more specific', named(['a', 'items/{id}/parts'], ['b', 'items/mine/{part}']), 1],
    ['a catch-all below a folder', named(['a', 'docs/{*path}'], ['b', '{section}/guide']), 1],
    [
      'the more specific one comes first',
      named(['a', 'items/mine'], ['B', 'items/{id}'], ['c', '{*path}']),
      0,
    ],
    ['the folder itself', named(['a', 'docs'], ['b', 'docs/{*path}']), 0],
    ['other literals', named(['a', 'items/{id}/parts'], ['b', 'items/{id}/files'], ['c', 'items']), 0],
  ] as const)('%s', (_, functionsOf, count) => {
    expect(hidden(functionsOf)).toHaveLength(count)
  })

  it('only for one method', () => {
    const [first, second] = named(['a', '{*path}'], ['b', 'items'])
    expect(hidden([{ ...first!, methods: ['PUT', 'POST'] }, second!])).toEqual([])
    expect(hidden([{ ...first!, methods: ['PUT', 'GET'] }, second!])).toHaveLength(1)
  })
})
