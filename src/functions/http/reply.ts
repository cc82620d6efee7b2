import type { z } from 'zod'

/** Headers of an answer that the contract describes. */
export type ResponseHeader =
  | 'ETag'
  | 'Location'
  | 'Operation-Location'
  | 'Retry-After'
  | 'Content-Range'
  | 'Accept-Ranges'
  | 'Content-Disposition'
  | 'Last-Modified'

export interface ResponseSpec {
  readonly description: string
  /** The JSON body. */
  readonly body?: z.ZodType
  /** Media types of an answer that is not JSON. */
  readonly content?: readonly string[]
  readonly headers?: readonly ResponseHeader[]
}

interface ReplyHead {
  /** Without quotes. A GET whose `If-None-Match` names it is answered 304. */
  readonly etag?: string | undefined
  readonly headers?: Readonly<Record<string, string>> | undefined
}

/** What a handler answers with: JSON in `body`, or anything else in `content`. */
export interface Reply extends ReplyHead {
  readonly status: number
  readonly body?: unknown
  readonly content?: string | Uint8Array | ReadableStream<Uint8Array> | undefined
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
    ? { readonly content: string | Uint8Array | ReadableStream<Uint8Array> }
    : { readonly body?: undefined }

/** The answers that a route's description allows: one of its statuses, with the body declared for it. */
export type ReplyOf<S extends { readonly responses: Readonly<Record<number, ResponseSpec>> }> = {
  [K in keyof S['responses'] & number]: ReplyHead & { readonly status: K } & BodyReply<S['responses'][K]>
}[keyof S['responses'] & number]
