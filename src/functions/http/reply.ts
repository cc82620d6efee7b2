import type { z } from 'zod'

/** The response headers in the OpenAPI document. */
export type ResponseHeader =
  | 'ETag'
  | 'Location'
  | 'Operation-Location'
  | 'Retry-After'
  | 'Content-Range'
  | 'Content-Encoding'
  | 'Accept-Ranges'
  | 'Content-Disposition'
  | 'Last-Modified'

/** The media type in `content` of a file of any type; its own type is in `Content-Type`. */
export const anyFile = 'application/octet-stream'

export interface ResponseSpec {
  readonly description: string
  /** The JSON body. */
  readonly body?: z.ZodType
  /** Media types of a response that is not JSON. */
  readonly content?: readonly string[]
  readonly headers?: readonly ResponseHeader[]
}

interface ReplyHead {
  /** Without quotes. A GET with this ETag in `If-None-Match` gets 304. */
  readonly etag?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** The bytes of a file, for a response that has them all. */
export interface FileContent {
  readonly stream: ReadableStream<Uint8Array>
  /** Bytes of the stream. */
  readonly length: number
}

/** The reply of a handler: JSON in `body`, or other content in `content`. */
export interface Reply extends ReplyHead {
  readonly status: number
  readonly body?: unknown
  readonly content?: string | Uint8Array | FileContent | undefined
}

type DeepReadonly<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly DeepReadonly<E>[]
    : T extends object
      ? { readonly [K in keyof T]: DeepReadonly<T[K]> }
      : T

type BodyReply<T> = T extends { readonly body: infer B extends z.ZodType }
  ? { readonly body: DeepReadonly<z.input<B>> }
  : T extends { readonly content: readonly string[] }
    ? { readonly content: string | Uint8Array | FileContent }
    : { readonly body?: undefined }

/** The replies that a route allows: one of its statuses with the body of this status. */
export type ReplyOf<S extends { readonly responses: Readonly<Record<number, ResponseSpec>> }> = {
  [K in keyof S['responses'] & number]: ReplyHead & { readonly status: K } & BodyReply<S['responses'][K]>
}[keyof S['responses'] & number]
