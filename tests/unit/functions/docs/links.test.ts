import { describe, expect, it, test } from '@jest/globals'
import { followers } from '../../../../src/functions/docs/links.ts'
import { parseOpenApi } from '../../../../tools/openapi.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

const { routes, send } = createAllRoutes()
const links = Object.entries(followers).flatMap(([from, all]) =>
  all.map((follower) => ({ from, ...follower })),
)
const pathNames = (operation: string): readonly string[] =>
  [...(routes.find((route) => route.operation === operation)?.path.matchAll(/\{(\w+)\}/g) ?? [])].map(
    ([, name = '']) => name,
  )

describe('a link', () => {
  it.each(links.map((link) => [`${link.from} to ${link.operation}`, link] as const))(
    'from %s gives each parameter of the path',
    (_, { from, operation, parameters }) => {
      expect(Object.keys(parameters).toSorted()).toEqual(pathNames(operation).toSorted())
      for (const expression of Object.values(parameters)) {
        const [, name] = /^\$request\.path\.(\w+)$/.exec(expression) ?? []
        if (name !== undefined) expect(pathNames(from)).toContain(name)
        else expect(expression).toMatch(/^\$response\.body#\/(?:operation\/)?id$/)
      }
    },
  )

  it('leads on from every operation that changes anything and leaves something to look at', () => {
    const changes = routes.filter(
      ({ method, responses }) => method !== 'GET' && Object.values(responses).some(({ body }) => body),
    )
    expect(changes.map(({ operation }) => operation).filter((name) => !(name in followers))).toEqual([])
  })
})

test('of the responses, only those with an operation in the body lead to it', async () => {
  const document = JSON.parse((await send('GET', '/openapi.json')).text) as {
    paths: Record<string, Record<string, { responses: Record<string, { links?: object }> }>>
  }
  const { responses } = document.paths['/projects/{project}']?.['put'] ?? {}
  expect(Object.keys(responses?.['201']?.links ?? {})).toContain('getOperation')
  expect(Object.keys(responses?.['200']?.links ?? {})).not.toContain('getOperation')
  const gone = document.paths['/projects/{project}']?.['delete']?.responses
  expect([gone?.['202']?.links, gone?.['204']?.links]).toEqual([expect.anything(), undefined])
  expect(() => parseOpenApi(document)).not.toThrow()
})
