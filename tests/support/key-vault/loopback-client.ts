import type { SecretClientOptions } from '@azure/keyvault-secrets'
import { vaultUrl } from './vault.ts'

type HttpClient = NonNullable<SecretClientOptions['httpClient']>
type HttpHeaders = Awaited<ReturnType<HttpClient['sendRequest']>>['headers']

const headersOf = (headers: Headers): HttpHeaders => ({
  get: (name) => headers.get(name) ?? undefined,
  has: (name) => headers.has(name),
  set: (name, value) => headers.set(name, String(value)),
  delete: (name) => headers.delete(name),
  toJSON: () => Object.fromEntries(headers),
  [Symbol.iterator]: () => headers.entries(),
})

/** Takes what is meant for the vault to this machine: the client insists on https and on the vault's own name. */
export const loopbackClient = (origin: string): HttpClient => ({
  sendRequest: async (request) => {
    const { method, url, headers, body, abortSignal } = request
    const controller = new AbortController()
    abortSignal?.addEventListener('abort', () => controller.abort())
    const response = await fetch(url.replace(vaultUrl, origin), {
      method,
      headers: headers.toJSON(),
      signal: controller.signal,
      ...(typeof body === 'string' ? { body } : {}),
    })
    const { status } = response
    return { request, status, headers: headersOf(response.headers), bodyAsText: await response.text() }
  },
})
