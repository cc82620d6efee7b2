import { expect, it } from '@jest/globals'
import { HttpRequest } from '@azure/functions'
import { z } from 'zod'
import { createCors } from '../../../../src/functions/http/cors.ts'
import { defineRoute } from '../../../../src/functions/http/route.ts'
import { createUnmatched } from '../../../../src/functions/http/unmatched.ts'

const route = defineRoute(
  {
    operation: 'getThing',
    method: 'GET',
    path: '/things/{thing}',
    summary: 'Get',
    tag: 'Service',
    access: 'Anyone',
    params: z.object({ thing: z.string() }),
    responses: { 204: { description: 'None' } },
    errors: [],
  },
  { run: async () => undefined, present: () => ({ status: 204 }) },
)
const unmatched = createUnmatched([route], {
  log: () => undefined,
  cors: createCors([]),
  admitAddress: () => undefined,
  noteRefusal: () => undefined,
  trustedProxies: 1,
})
const ask = (method: string, path: string) =>
  unmatched(new HttpRequest({ method, url: 'http://localhost/api/x', params: { path } }))

it('another method is 405 with those that there are', () => {
  expect(ask('PUT', 'things/one')).toMatchObject({ status: 405, headers: { allow: 'GET, HEAD' } })
})

it('a path that the host did not see the route in is no other method: /things%2Fone, /things//one', () => {
  for (const path of ['things/one', 'things//one']) {
    const { status, headers } = ask('GET', path)
    expect([status, new Headers(headers).has('allow')]).toEqual([404, false])
  }
})
