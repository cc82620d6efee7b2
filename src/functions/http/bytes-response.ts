import { HttpResponse, type HttpResponseInit } from '@azure/functions'

/** The bytes as a buffer of their own. */
const bufferOf = ({ buffer, byteOffset, byteLength }: Uint8Array<ArrayBuffer>): ArrayBuffer =>
  byteLength === buffer.byteLength ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)

const isBytes = (body: HttpResponseInit['body']): body is Uint8Array<ArrayBuffer> =>
  body instanceof Uint8Array && body.buffer instanceof ArrayBuffer

/**
 * The response as it is given to the library, which reads its body by `arrayBuffer`. Bytes are passed on as they are: in a
 * `Response` there would be more than two copies of them.
 */
export const toHostResponse = ({ body, ...head }: HttpResponseInit): HttpResponseInit | HttpResponse =>
  isBytes(body)
    ? Object.assign(new HttpResponse(head), { arrayBuffer: async () => bufferOf(body) })
    : { ...head, ...(body === undefined ? {} : { body }) }
