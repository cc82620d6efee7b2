import { DomainError } from '../../domain/core/errors.ts'
import { checkJson } from './check-json.ts'

export const maxBodyBytes = 1024 * 1024

export interface BodyRequest {
  readonly method: string
  readonly headers: Headers
  arrayBuffer(): Promise<ArrayBuffer>
}

const jsonType = /^application\/json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i
const mergePatchType = /^application\/merge-patch\+json\s*(?:;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i

const checkContentType = ({ method, headers }: BodyRequest): void => {
  const type = headers.get('content-type')?.trim() ?? ''
  if (jsonType.test(type) || (method === 'PATCH' && mergePatchType.test(type))) return
  throw new DomainError(
    'UnsupportedContentType',
    `The content type is not supported; send the body as UTF-8 JSON with 'Content-Type: application/json'`,
    { target: 'Content-Type' },
  )
}

const tooLarge = (): DomainError =>
  new DomainError('RequestTooLarge', 'The request body is larger than 1 MB; split it into several requests')

const invalid = (message: string): DomainError =>
  new DomainError('InvalidRequest', message, { target: 'body' })

/** The host drops a body that does not announce its length. */
const noBody = ({ headers }: BodyRequest): DomainError =>
  invalid(
    headers.has('transfer-encoding')
      ? 'The body did not arrive, as its length was not announced; send it with Content-Length in place of Transfer-Encoding: chunked'
      : 'The request has no body; send a JSON body, at least {}',
  )

const utf8 = new TextDecoder('utf-8', { fatal: true })

const decode = (bytes: Uint8Array): string => {
  try {
    return utf8.decode(bytes)
  } catch (cause) {
    throw new DomainError('InvalidRequest', 'The body is not valid UTF-8; send JSON in UTF-8', {
      target: 'body',
      cause,
    })
  }
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? `: ${error.message.slice(0, 200)}` : ''
    throw invalid(`The body is not valid JSON; correct it and send it again${reason}`)
  }
}

/** Parses the JSON body of a request. @throws DomainError `UnsupportedContentType`, `RequestTooLarge`, `InvalidRequest` */
export const readBody = async (request: BodyRequest): Promise<unknown> => {
  checkContentType(request)
  const bytes = new Uint8Array(await request.arrayBuffer())
  if (bytes.byteLength > maxBodyBytes) throw tooLarge()
  if (bytes.byteLength === 0) throw noBody(request)
  const body = parseJson(decode(bytes))
  checkJson(body)
  return body
}
