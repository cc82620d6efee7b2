import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { parseOpenApi } from '../../../../tools/openapi.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

const app = createAllRoutes()
const readDocument = async (): Promise<unknown> => JSON.parse((await app.send('GET', '/openapi.json')).text)

const operation = z.object({
  operationId: z.string(),
  responses: z.record(z.string(), z.unknown()),
})
const paths = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

const simpleTypes = new Set<unknown>(['boolean', 'integer', 'number'])

describe('the OpenAPI document, for generators of clients', () => {
  it('has no default response beside a file, which can be JSON itself', async () => {
    const operations = Object.values(paths.parse(await readDocument()).paths).flatMap((item) =>
      Object.values(item),
    )
    const without = operations.filter(({ responses }) => !('default' in responses))
    const files = operations.filter(({ responses }) => '206' in responses)
    expect(files.length).toBe(3)
    expect(without.map(({ operationId }) => operationId)).toEqual(files.map(({ operationId }) => operationId))
  })

  it('refers to no component for a number in a parameter, which some generators take for a text', async () => {
    const document = parseOpenApi(await readDocument())
    const simple = new Set<unknown>(
      Object.entries(document.components.schemas)
        .filter(([, schema]) => simpleTypes.has(schema['type']))
        .map(([name]) => `#/components/schemas/${name}`),
    )
    const referred = Object.values(document.paths)
      .flatMap((item) => Object.values(item))
      .flatMap(({ parameters }) => parameters.map(({ schema }) => schema['$ref']))
    expect(referred).toContain('#/components/schemas/ProjectName')
    expect(referred.filter((name) => simple.has(name))).toEqual([])
  })
})
