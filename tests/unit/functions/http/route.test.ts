import { expect, it } from '@jest/globals'
import { z } from 'zod'
import { defineRoute } from '../../../../src/functions/http/route.ts'

const spec = {
  operation: 'getThing',
  method: 'GET',
  path: '/things',
  summary: 'Get things',
  tag: 'Service',
  access: 'Anyone',
  responses: {
    200: {
      description: 'Things',
      body: z.object({ names: z.array(z.string()), size: z.number().optional() }),
    },
    204: { description: 'None' },
  },
  errors: [],
} as const

it('holds the answers against what the route declares', () => {
  const routes = [
    defineRoute(spec, {
      run: async () => ({ size: 3 }),
      present: ({ size }) => ({ status: 200, body: { names: ['a', 'b'], size } }),
    }),
    defineRoute(spec, {
      run: async () => false,
      present: (found) => (found ? { status: 200, body: { names: [] } } : { status: 204 }),
    }),
    defineRoute(spec, {
      run: async () => 1,
      // @ts-expect-error a status that is not declared
      present: async () => ({ status: 201, body: { names: [] } }),
    }),
    defineRoute(spec, {
      run: async () => 1,
      // @ts-expect-error a body without what is required
      present: () => ({ status: 200, body: {} }),
    }),
    defineRoute(spec, {
      run: async () => 1,
      // @ts-expect-error a body of another type
      present: (size) => ({ status: 200, body: { names: [size] } }),
    }),
    // @ts-expect-error every POST says how it is repeated
    defineRoute({ ...spec, method: 'POST' }, { run: async () => 1, present: () => ({ status: 204 }) }),
    defineRoute(
      // @ts-expect-error a recorded POST says what is kept and how it is replayed
      { ...spec, method: 'POST', idempotent: 'Recorded' },
      { run: async () => 1, present: () => ({ status: 204 }) },
    ),
    // @ts-expect-error a route says who may call it
    defineRoute({ ...spec, access: undefined }, { run: async () => 1, present: () => ({ status: 204 }) }),
  ]
  expect(routes).toHaveLength(8)
})
