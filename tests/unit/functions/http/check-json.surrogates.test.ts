import { describe, expect, it, test } from '@jest/globals'
import { checkJson } from '../../../../src/functions/http/check-json.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

const { routes, send } = createAllRoutes()
const headers = { 'if-match': '"e"' }

type Schema = Readonly<Record<string, unknown>>
const isSchema = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** The names of all properties in a schema, in whatever depth. */
const namesIn = (value: unknown, components: Schema, seen: Set<unknown>): readonly string[] => {
  if (typeof value !== 'object' || value === null || seen.has(value)) return []
  seen.add(value)
  const { $ref: reference, properties } = value as Schema
  const target = typeof reference === 'string' ? components[reference.split('/').at(-1) ?? ''] : undefined
  return [
    ...(isSchema(properties) ? Object.keys(properties) : []),
    ...[target, ...Object.values(value)].flatMap((one) => namesIn(one, components, seen)),
  ]
}

describe('half of a surrogate pair', () => {
  it('is refused in each property of each body, and named', async () => {
    const { paths, components } = JSON.parse((await send('GET', '/openapi.json')).text) as {
      paths: Readonly<Record<string, Readonly<Record<string, { requestBody?: unknown }>>>>
      components: { schemas: Schema }
    }
    let tried = 0
    for (const { method, path, body } of routes) {
      if (!body) continue
      const operation = paths[`/${path}`.replace('//', '/')]?.[method.toLowerCase()]
      const names = new Set(namesIn(operation?.requestBody, components.schemas, new Set()))
      expect([path, names.size > 0]).toEqual([path, true])
      for (const name of names)
        for (const half of [String.raw`\ud800`, String.raw`a\udc00b`, String.raw`\udc00\ud800`])
          for (const text of [
            `{"${name}":"${half}"}`,
            `{"${name}":["${half}"]}`,
            `{"a":{"${name}":{"b":"${half}"}}}`,
          ]) {
            const url = path.replaceAll(/\{\*?\w+\}/g, 'x')
            const { status, json } = await send(method, url, { as: 'ann:Admin', text, headers })
            expect([text, status, json.error.code]).toEqual([text, 400, 'InvalidRequest'])
            expect(json.error.details[0]?.target).toContain(name)
            expect(JSON.stringify(json)).toContain('surrogate')
            tried += 1
          }
    }
    expect(tried).toBeGreaterThan(300)
  })

  test.each([
    ['"\ud800"', 'body'],
    ['{"a":{"b":["x","\ud800"]}}', 'a.b[1]'],
    ['{"a":{"x\udc00":1}}', 'a["x\ufffd"]'],
  ])('in %j is found at %s', (text, target) => {
    const body: unknown = JSON.parse(text)
    expect(() => checkJson(body)).toThrow(expect.objectContaining({ code: 'InvalidRequest', target }))
  })

  it.each(['"😀"', '{"é":["日本","\\ud83d\\ude00"]}', '{"a":""}'])('is not seen in %s', (text) => {
    const body: unknown = JSON.parse(text)
    expect(() => checkJson(body)).not.toThrow()
  })
})
