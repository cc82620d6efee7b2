import createClient, { type Client } from 'openapi-fetch'
import type { Session } from '../session/session.ts'
import { fetchInTime } from './fetch-in-time.ts'
import { ApiProblem, NetworkProblem, SignInNeeded } from './problem.ts'
import type { components, paths } from './schema.d.ts'

export type Api = Client<paths>
export type Schemas = components['schemas']

/** `fetch` with the person's token; a refused token is renewed once. @throws SignInNeeded, NetworkProblem */
const fetchSignedIn =
  (session: Session) =>
  async (request: Request): Promise<Response> => {
    const send = async (): Promise<Response> => {
      const token = await session.token()
      if (token === undefined) {
        const state = session.state()
        throw state.status === 'Waiting' && state.why === 'Offline'
          ? new NetworkProblem(undefined)
          : new SignInNeeded()
      }
      const attempt = request.clone()
      attempt.headers.set('Authorization', `Bearer ${token}`)
      return fetchInTime(attempt)
    }
    const response = await send()
    if (response.status !== 401 || !(await session.renew())) return response
    return send()
  }

/** The service's API with the types of its own document. */
export const createApi = (session: Session): Api =>
  createClient<paths>({ baseUrl: '/api', fetch: fetchSignedIn(session) })

interface Answered<Data> {
  readonly data?: Data
  readonly error?: unknown
  readonly response: Response
}

const isErrorResponse = (value: unknown): value is Schemas['ErrorResponse'] =>
  typeof value === 'object' && value !== null && 'error' in value

/** The body of a successful answer. @throws ApiProblem */
export const dataOf = async <Data>(answer: Promise<Answered<Data>>): Promise<Data> => {
  const { data, error, response } = await answer
  if (data === undefined || !response.ok)
    throw new ApiProblem(response, isErrorResponse(error) ? error : undefined)
  return data
}

/** For answers without a body. @throws ApiProblem */
export const requireOk = async (answer: Promise<Answered<unknown>>): Promise<Response> => {
  const { error, response } = await answer
  if (!response.ok) throw new ApiProblem(response, isErrorResponse(error) ? error : undefined)
  return response
}
