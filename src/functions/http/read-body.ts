import { DomainError } from '../../domain/core/errors.ts'
import { checkJson } from './check-json.ts'

export const maxBodyBytes = 1024 * 1024

export interface BodyRequest {
  readonly method: string
  readonly headers: Headers
  readonly body: ReadableStream<Uint8Array> | null
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

type Reader = ReadableStreamDefaultReader<Uint8Array>

/** Reads and drops the rest of the body, so that the connection stays usable. */
const discard = async (reader: Reader): Promise<void> => {
  while (!(await reader.read()).done);
}

const readBytes = async (request: BodyRequest): Promise<Uint8Array> => {
  if (Number(request.headers.get('content-length') ?? 0) > maxBodyBytes) throw tooLarge()
  if (request.body === null) return new Uint8Array()
  const reader = request.body.getReader()
  const chunks: Uint8Array[] = []
  let size = 0
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBodyBytes) {
      // In the background: the response does not depend on the rest of the body.
      discard(reader).catch(() => undefined)
      throw tooLarge()
    }
    chunks.push(value)
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size)
}

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
  let bytes: Uint8Array
  try {
    bytes = await readBytes(request)
  } catch (cause) {
    if (cause instanceof DomainError) throw cause
    throw new DomainError('InvalidRequest', 'The body is incomplete; send the request again', {
      target: 'body',
      cause,
    })
  }
  if (bytes.byteLength === 0) throw invalid('The request has no body; send a JSON body, at least {}')
  const body = parseJson(decode(bytes))
  checkJson(body)
  return body
}
