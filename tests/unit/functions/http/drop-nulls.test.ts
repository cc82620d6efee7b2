import { describe, expect, it, test } from '@jest/globals'
import { z } from 'zod'
import { dropNulls } from '../../../../src/functions/http/drop-nulls.ts'
import { createRequestParser } from '../../../../src/functions/http/parse-request.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

const schema = z.strictObject({
  required: z.string(),
  text: z.string().optional(),
  flag: z.boolean().default(true),
  cleared: z.string().nullable().optional(),
  list: z.array(z.strictObject({ size: z.number().optional() })).optional(),
  changed: z.strictObject({ a: z.string().optional() }).transform((value) => value),
  record: z.record(z.string(), z.string()).optional(),
})

describe('null in a body', () => {
  it('is not given for an optional property, at every level', () => {
    const given = { text: null, flag: null, cleared: null, list: [{ size: null }], changed: { a: null } }
    expect(dropNulls(schema, given)).toEqual({ list: [{}], changed: {} })
  })

  it('stays elsewhere, where the schema refuses it', () => {
    const given = { required: null, unknown: null, record: { a: null }, changed: null, list: [null] }
    expect(dropNulls(schema, given)).toEqual(given)
    for (const value of [null, 'text', 3, [null]]) expect(dropNulls(schema, value)).toEqual(value)
  })

  it('takes no name of Object.prototype for a property', () => {
    expect(dropNulls(schema, { constructor: null })).toEqual({ constructor: null })
  })
})

const item = 'a'.repeat(32)
const items = { items: [item] }
const seen = { seen: [{ item, etag: '"1"' }] }
const filter = { problem: 'any', missing: false }
/** A body of each route that takes one, with as many properties as can be together. */
const bodies: Readonly<Record<string, readonly object[]>> = {
  putDatastore: [
    {
      type: 'AzureBlob',
      containerUrl: 'https://a.blob.core.windows.net/c',
      prefix: 'a/',
      credential: { type: 'Sas', token: 'sv=1' },
      description: 'x',
    },
  ],
  putDataset: [{ mediaType: 'Image', datastore: 'd', path: '**', description: 'x' }],
  putProject: [
    {
      displayName: 'P',
      description: 'x',
      tags: { a: 'b' },
      incrementalRefresh: 'Enabled',
      changedFiles: 'Requeue',
      labelClasses: [{ id: 'c1', name: 'Cat', color: '#112233', classes: [{ name: 'Tabby' }] }],
      instructions: { text: 'Look', url: 'https://example.org/' },
      pageLease: 'PT1H',
      exportRetention: 'P90D',
      allowNoClass: true,
      mediaType: 'Image',
      taskType: 'MultiLabel',
      dataset: 'd',
      expectedItems: 5,
    },
  ],
  putMember: [{ role: 'Labeler' }],
  createUploadUrls: [{ folder: 'f', files: [{ name: 'a.png', size: 1, contentType: 'image/png' }] }],
  takePage: [{ size: 9 }],
  submitPage: [{ answers: [{ item, labels: ['Cat'] }] }, { answers: [{ item, skip: true, reason: 'dark' }] }],
  rejectItems: [
    { ...items, comment: 'no' },
    { ...seen, comment: 'no' },
  ],
  approveItems: [items, seen],
  unapproveItems: [items, seen],
  acceptSkips: [items, seen],
  labelItem: [{ labels: ['Cat'] }],
  reviewItems: [{ action: 'Approve', filter, expectedCount: 1, sample: 5, comment: 'x' }],
  removeItems: [{ filter, expectedCount: 1, comment: 'x' }],
  restoreItems: [{ filter, expectedCount: 1, comment: 'x' }],
  startExport: [
    {
      format: 'Coco',
      include: 'All',
      unsized: 'Keep',
      split: { train: 0.8, validation: 0.2, test: 0, seed: 1 },
      since: 'e1',
      name: 'd-labeled',
    },
  ],
}

/** The schema and the value of each object in a body. */
interface Place {
  readonly shape: Readonly<Record<string, z.core.$ZodType>>
  readonly at: readonly (string | number)[]
}
const layers = (given: z.core.$ZodType): z.core.$ZodType => {
  const { def } = given._zod
  if ('innerType' in def && def.innerType instanceof z.core.$ZodType) return layers(def.innerType)
  return given instanceof z.core.$ZodPipe ? layers(given._zod.def.in) : given
}
function* placesIn(given: z.core.$ZodType, value: unknown, at: Place['at'] = []): Generator<Place> {
  const inner = layers(given)
  if (inner instanceof z.core.$ZodArray && Array.isArray(value))
    for (const [index, one] of value.entries()) yield* placesIn(inner._zod.def.element, one, [...at, index])
  if (!(inner instanceof z.core.$ZodObject) || typeof value !== 'object' || value === null) return
  const { shape } = inner._zod.def
  yield { shape, at }
  for (const [name, one] of Object.entries(value))
    if (shape[name]) yield* placesIn(shape[name], one, [...at, name])
}

/** A copy of a body with another value of one property; undefined: without it. */
const withValue = (body: object, path: Place['at'], value: null | undefined): unknown => {
  const copy: unknown = structuredClone(body)
  const holder = path.slice(0, -1).reduce<unknown>((inner, key) => Reflect.get(Object(inner), key), copy)
  const last = path.at(-1) ?? ''
  if (value === undefined) Reflect.deleteProperty(Object(holder), last)
  else Reflect.set(Object(holder), last, value)
  return copy
}

const { routes } = createAllRoutes()
const withBody = routes.filter(({ method, body }) => body !== undefined && method !== 'PATCH')

test('every PUT and POST with a body has samples here', () => {
  expect(withBody.map(({ operation }) => operation).toSorted()).toEqual(Object.keys(bodies).toSorted())
})

const outcome = async (parse: ReturnType<typeof createRequestParser>, method: string, sent: unknown) => {
  const text = JSON.stringify(sent)
  const headers = new Headers({ 'content-type': 'application/json', 'content-length': String(text.length) })
  const request = { method, headers, params: {}, url: 'http://localhost/api/x' }
  const arrayBuffer = async () => new TextEncoder().encode(text).buffer
  try {
    return { body: (await parse({ ...request, arrayBuffer })).body }
  } catch (error) {
    return { error }
  }
}

describe.each(withBody.map((route) => [route.operation, route] as const))('%s', (operation, route) => {
  test('takes null for what a body can leave out, and refuses it for what it cannot', async () => {
    const { params: _params, ...spec } = route
    const parse = createRequestParser({ ...spec, query: z.strictObject({}) })
    let seen = 0
    for (const sample of bodies[operation] ?? [])
      for (const { shape, at } of placesIn(route.body ?? z.never(), sample))
        for (const name of Object.keys(shape)) {
          const path = [...at, name]
          const nothing = await outcome(parse, route.method, withValue(sample, path, null))
          const absent = await outcome(parse, route.method, withValue(sample, path, undefined))
          if ('body' in absent) expect([path, nothing]).toEqual([path, absent])
          else
            expect([path, nothing]).toEqual([
              path,
              { error: expect.objectContaining({ code: 'InvalidRequest' }) },
            ])
          seen += 1
        }
    expect(seen).toBeGreaterThan(0)
  })
})
