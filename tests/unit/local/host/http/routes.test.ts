import { expect, test } from '@jest/globals'
import type { HostedFunction } from '../../../../../local/host/core/validate.ts'
import { routesOf } from '../../../../../local/host/http/routes.ts'

const http = (name: string, binding: Readonly<Record<string, unknown>>): HostedFunction => ({
  name,
  trigger: 'httpTrigger',
  triggerName: 'req',
  binding: { type: 'httpTrigger', direction: 'in', methods: ['get'], ...binding },
  clients: [],
  registered: { metadata: { name, bindings: {} }, callback: () => undefined },
})

test('routes stand below the prefix, under the name of their function', () => {
  const [one, other] = [http('one', { route: 'items/{id}' }), http('other', { methods: ['POST', 'put'] })]
  const timer: HostedFunction = { ...http('timer', {}), trigger: 'timerTrigger' }
  expect(routesOf([one, timer, other], 'api')).toEqual([
    { name: 'one', template: 'api/items/{id}', methods: ['GET'], target: one },
    { name: 'other', template: 'api/other', methods: ['POST', 'PUT'], target: other },
  ])
})

test.each(['admin', 'Admin/users', '/administrators', 'runtime/x', 'runtimes'])(
  'the route %s is refused, as the host has routes that begin so',
  (route) => {
    for (const prefix of ['api', ''])
      expect(() => routesOf([http('one', { route })], prefix)).toThrow(
        /"one".*begins like a route of the host/,
      )
  },
)

test.each([{ route: 1 }, { methods: 'GET' }])('the binding %j is refused', (binding) => {
  expect(() => routesOf([http('one', binding)], 'api')).toThrow(/"one": give it a route/)
})
