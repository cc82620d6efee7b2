import { describe, expect, it } from '@jest/globals'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { parseOpenApi } from '../../../../tools/openapi.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

const { routes, ...app } = createAllRoutes()

interface Operation {
  readonly operationId: string
  readonly summary: string
  readonly tags: readonly string[]
  readonly security: readonly unknown[]
}

interface Document {
  readonly openapi: string
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> }
  readonly tags: readonly { readonly name: string }[]
}

let served: Promise<Document> | undefined
const read = (): Promise<Document> =>
  (served ??= app.send('GET', '/openapi.json').then(({ text }) => JSON.parse(text) as Document))

/** With parameters and responses in place of references to them. */
let complete: ReturnType<typeof parseOpenApi> | undefined
const readOperations = async () => (complete ??= parseOpenApi(await read())).paths

const references = (value: unknown): readonly string[] =>
  typeof value !== 'object' || value === null
    ? []
    : Object.entries(value).flatMap(([key, inner]) =>
        key === '$ref' && typeof inner === 'string' ? [inner] : references(inner),
      )

const resolve = (document: unknown, reference: string): unknown =>
  reference
    .slice(2)
    .split('/')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null
          ? (value as Record<string, unknown>)[key.replaceAll('~1', '/').replaceAll('~0', '~')]
          : undefined,
      document,
    )

describe('the OpenAPI document', () => {
  it('describes every route', async () => {
    const document = await read()
    expect(document.openapi).toBe('3.1.0')
    const described = Object.entries(document.paths).flatMap(([path, item]) =>
      Object.entries(item).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
    )
    expect(described.sort()).toEqual(
      routes
        .map(
          ({ operation, method, path }) => `${operation} ${method.toLowerCase()} ${path.replace('{*', '{')}`,
        )
        .sort(),
    )
  })

  it('leads nowhere that does not exist', async () => {
    const document = await read()
    const dangling = references(document).filter((reference) => resolve(document, reference) === undefined)
    expect(dangling).toEqual([])
  })

  it('has schemas that a validator takes', async () => {
    const document = await read()
    const ajv = new Ajv2020({ strict: false, allErrors: true })
    addFormats.default(ajv)
    ajv.addSchema({ $id: 'https://test/openapi', components: document.components })
    for (const name of Object.keys(document.components.schemas))
      expect(() => ajv.compile({ $ref: `https://test/openapi#/components/schemas/${name}` })).not.toThrow()
  })

  it('names each path parameter, and nothing else as one', async () => {
    for (const [path, item] of Object.entries(await readOperations()))
      for (const { operationId, parameters } of Object.values(item)) {
        const inPath = [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name)
        const declared = parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
        expect({ operationId, declared: new Set(declared) }).toEqual({
          operationId,
          declared: new Set(inPath),
        })
      }
  })

  it.each(routes.map((route) => [route.operation, route] as const))(
    '%s says what it answers',
    async (_, route) => {
      const document = await read()
      const at = [route.path.replace('{*', '{'), route.method.toLowerCase()] as const
      const operation = document.paths[at[0]]?.[at[1]]
      const resolved = (await readOperations())[at[0]]?.[at[1]]
      if (!operation || !resolved) throw new Error('It is not described')
      const { security, tags } = operation
      const { responses, parameters, requestBody } = resolved
      expect(Object.keys(responses)).toEqual(
        expect.arrayContaining([...Object.keys(route.responses), '429', '500', '503']),
      )
      const codes = Object.values(responses).flatMap((response) => response['x-error-codes'] ?? [])
      expect(codes).toEqual(expect.arrayContaining([...route.errors]))
      expect(document.tags.map(({ name }) => name)).toEqual(expect.arrayContaining([...tags]))
      expect(security.length > 0).toBe(route.access !== 'Anyone' && route.access !== 'Signature')
      expect(Object.keys(responses).includes('401')).toBe(
        route.access !== 'Anyone' || route.errors.includes('Unauthenticated'),
      )
      expect(requestBody !== undefined).toBe(route.body !== undefined)
      const headers = new Set(
        parameters.filter((parameter) => parameter.in === 'header').map(({ name }) => name),
      )
      expect(headers.has('If-None-Match')).toBe('304' in responses || route.method === 'PUT')
      expect('304' in responses && route.method !== 'GET').toBe(false)
      expect(headers.has('If-Match')).toBe(route.ifMatch !== undefined)
      expect(headers.has('Idempotency-Key')).toBe(route.method === 'POST')
      expect(/[a-z]/.test(operation.summary)).toBe(true)
    },
  )

  it('is the same each time, and need not be sent twice', async () => {
    const { headers } = await app.send('GET', '/openapi.json')
    const again = await app.send('GET', '/openapi.json', {
      headers: { 'if-none-match': headers['etag'] ?? '' },
    })
    expect(again).toMatchObject({ status: 304, text: '' })
  })
})

describe('the page', () => {
  it('loads only what this service serves', async () => {
    const { text, headers } = await app.send('GET', '/docs')
    expect(headers['content-type']).toBe('text/html; charset=utf-8')
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    const loaded = [...text.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => url ?? '')
    expect(loaded).toHaveLength(5)
    for (const url of loaded) {
      const asset = await app.send('GET', url.replace('/api', ''))
      expect(asset).toMatchObject({ status: 200, headers: { etag: expect.any(String) } })
    }
    expect(text).not.toMatch(/<script>|<style>|onload=|https?:/)
  })

  it.each(['swagger-ui.js', 'package.json', '..%2fpackage.json', 'index.html', ''])(
    'does not serve %j',
    async (name) => {
      expect(await app.send('GET', `/docs/${name}x`)).toMatchObject({ status: 404 })
    },
  )
})
