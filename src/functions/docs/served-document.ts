import { createHash } from 'node:crypto'

export interface ServedDocument {
  readonly text: string
  readonly etag: string
}

/**
 * Writes a document on its first request and caches it. It names the URL of the service, whose prefix a caller can spell in
 * upper and lower case, so only the last one is cached.
 */
export const createServedDocument = (create: (api: string) => object) => {
  let last: (ServedDocument & { readonly api: string }) | undefined
  return (api: string): ServedDocument => {
    if (last?.api === api) return last
    const text = JSON.stringify(create(api))
    last = { api, text, etag: createHash('sha256').update(text).digest('base64url').slice(0, 22) }
    return last
  }
}

/** The reply with a document. */
export const documentReply = ({ text, etag }: ServedDocument) => ({
  status: 200 as const,
  etag,
  content: text,
  headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-cache' },
})
