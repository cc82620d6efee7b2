import { describe, expect, it } from '@jest/globals'
import { samples } from '../../support/access-requests.ts'
import { createAccessWorld, me } from '../../support/access-world.ts'
import { createAllRoutes } from '../../support/all-routes.ts'

// A path is ambiguous if a value of a parameter can make it the path of another route: linters refuse it, and generators
// and people cannot tell which operation is meant.

const { routes } = createAllRoutes()
const templates = [...new Set(routes.map(({ path }) => path))]
const partsOf = (template: string): readonly string[] => template.split('/').slice(1)
const isParameter = (part: string | undefined): boolean => part?.startsWith('{') ?? false

const ambiguous = (paths: readonly string[]): readonly string[] =>
  paths.flatMap((one, index) =>
    paths.slice(index + 1).flatMap((other) => {
      const [a, b] = [partsOf(one), partsOf(other)]
      const meet =
        a.length === b.length &&
        a.every((part, at) => part === b[at] || isParameter(part) || isParameter(b[at]))
      return meet ? [`${one} and ${other}`] : []
    }),
  )

it('no path of the table fits two templates', () => {
  expect(templates.length).toBeGreaterThan(30)
  expect(ambiguous(templates)).toEqual([])
})

it('one that does is found', () => {
  expect(ambiguous(['/items/{item}', '/items/approve', '/items', '/files/{file}'])).toEqual([
    '/items/{item} and /items/approve',
  ])
  expect(ambiguous(['/a/{b}/c', '/{a}/b/c'])).toHaveLength(1)
})

const methodsOf = (path: string): readonly string[] =>
  routes.flatMap((route) =>
    route.path === path ? (route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]) : [],
  )

describe('a method that a path does not take', () => {
  const cases = templates
    .filter((template) => !template.includes('{*'))
    .flatMap((template) =>
      ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']
        .filter((method) => !methodsOf(template).includes(method))
        .map((method) => ({ method, template })),
    )

  it.each(cases)('is 405 with those that it takes ($method $template)', async ({ method, template }) => {
    const { send, own } = await createAccessWorld('Admin')
    const { operation } = routes.find(({ path }) => path === template) ?? {}
    const sample = Object.entries(samples).find(([name]) => name === operation)?.[1](own)
    const path = sample?.path.split('?', 1)[0] ?? ''
    const { status, headers, json } = await send(method, path, { as: `${me}:Admin` })
    expect(status).toBe(405)
    expect(headers['allow']?.split(', ').toSorted()).toEqual(methodsOf(template).toSorted())
    expect(headers['x-ms-request-id']).toMatch(/./)
    if (method !== 'HEAD') expect(json.error.code).toBe('MethodNotAllowed')
  })
})
