import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { createAllRoutes } from '../../../support/all-routes.ts'

const { routes, send } = createAllRoutes()

const operation = z.looseObject({
  operationId: z.string(),
  description: z.string(),
  requestBody: z.object({ content: z.record(z.string(), z.unknown()) }).optional(),
  responses: z.record(z.string(), z.unknown()),
})
const described = z.object({ paths: z.record(z.string(), z.record(z.string(), operation)) })

const readOperations = async (path = '/openapi.json') =>
  Object.values(described.parse(JSON.parse((await send('GET', path)).text)).paths).flatMap((item) =>
    Object.values(item),
  )
const find = async (operationId: string, path?: string) => {
  const found = (await readOperations(path)).find((one) => one.operationId === operationId)
  if (!found) throw new Error(`${operationId} is not described`)
  return found
}

describe('an operation that returns a file', () => {
  it.each(['getItemContent', 'getDatasetContent', 'getExportFile'])(
    '%s has bytes of any type',
    async (name) => {
      const { responses } = await find(name)
      for (const status of ['200', '206'])
        expect(responses[status]).toMatchObject({
          content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
        })
    },
  )

  it.each(['getItemContent', 'getDatasetContent', 'getExportFile'])(
    '%s has other responses in words only, and no default',
    async (name) => {
      const { responses, description, 'x-unlisted-responses': unlisted } = await find(name)
      const statuses = Object.keys(responses)
      expect(statuses.filter((status) => status.startsWith('3') || status === 'default')).toEqual([])
      expect(Object.keys(z.record(z.string(), z.unknown()).parse(unlisted))).toContain('304')
      expect(description).toContain('304 (Not modified')
    },
  )
})

describe('every other operation', () => {
  it('has one error for all statuses that it does not list', async () => {
    const files = new Set(routes.filter(({ responses }) => responses[206]).map((route) => route.operation))
    for (const { operationId, responses } of await readOperations())
      expect([operationId, 'default' in responses]).toEqual([operationId, !files.has(operationId)])
  })
})

it('states the media type of a merge patch in 3.1, and of JSON in 3.0', async () => {
  const typesAt = async (path: string) =>
    Object.keys((await find('updateProject', path)).requestBody?.content ?? {})
  expect(await typesAt('/openapi.json')).toEqual(['application/merge-patch+json'])
  expect(await typesAt('/openapi-3.0.json')).toEqual(['application/json'])
})

it('tells generators of Azure clients which operations are lists, and which start long work', async () => {
  const all = await readOperations()
  const names = (extension: string) =>
    all.filter((one) => extension in one).map(({ operationId }) => operationId)
  const lists = names('x-ms-pageable')
  expect(lists).toEqual(expect.arrayContaining(['listItems', 'browseDatastore', 'listFormats']))
  expect(
    all.filter(({ operationId }) => operationId.startsWith('list') && !lists.includes(operationId)),
  ).toEqual([])
  const starting = routes.filter(({ startsWork }) => startsWork).map((route) => route.operation)
  expect(names('x-ms-long-running-operation').toSorted()).toEqual(starting.toSorted())
})

it('names the URL of the service and its guide, which only a deployment knows', async () => {
  const { text } = await send('GET', '/openapi.json')
  expect(JSON.parse(text)).toMatchObject({
    servers: [{ url: 'http://127.0.0.1:7071/api' }],
    externalDocs: { url: 'http://127.0.0.1:7071/api/docs' },
  })
  expect(text).toContain('"x-ms-primary-error-message":true')
})
