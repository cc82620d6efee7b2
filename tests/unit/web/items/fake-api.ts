import createClient from 'openapi-fetch'
import type { Api } from '../../../../web/src/api/client.ts'

export interface Sent {
  readonly method: string
  readonly path: string
  readonly body: unknown
}

/** An API whose answers are given by a function, and which keeps what was sent. */
export const fakeApi = (answer: (sent: Sent) => { readonly status?: number; readonly body: unknown }) => {
  const sent: Sent[] = []
  const api: Api = createClient({
    baseUrl: 'http://service.test/api',
    fetch: async (request) => {
      const text = await request.text()
      const body: unknown = text === '' ? undefined : JSON.parse(text)
      const one = { method: request.method, path: new URL(request.url).pathname, body }
      sent.push(one)
      const { status = 200, body: answered } = answer(one)
      return Response.json(answered, { status })
    },
  })
  return { api, sent }
}
