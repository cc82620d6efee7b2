import { beforeAll, describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import { createAllRoutes } from '../../../support/all-routes.ts'
import { datastoreRequest } from '../../../support/http-workspace.ts'
import { checkProperty } from '../../../support/property.ts'

const { routes, send } = createAllRoutes()
const as = 'ann:Admin'
const keys = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', '__defineGetter__', 'a']

const propertiesOf = (one: object) =>
  Reflect.ownKeys(one).map((key) => {
    const found = Reflect.getOwnPropertyDescriptor(one, key)
    return [key, found?.value ?? found?.get] as const
  })
const prototypes = [Object.prototype, Array.prototype, Function.prototype, String.prototype]
const before = new Map(prototypes.map((one) => [one, propertiesOf(one)]))

const nothingChanged = () => {
  for (const [prototype, properties] of before) {
    const now = propertiesOf(prototype)
    expect(now.map(([key]) => key)).toEqual(properties.map(([key]) => key))
    expect(now.filter(([, value], at) => !Object.is(value, properties[at]?.[1]))).toEqual([])
  }
}

/** JSON text, because an object cannot be written with such a key. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.constantFrom('null', '1', '"x"', 'true', '{"polluted":true}'),
    fc.array(tie('json'), { maxLength: 3 }).map((all) => `[${all.join()}]`),
    fc
      .array(fc.tuple(fc.constantFrom(...keys), tie('json')), { maxLength: 4 })
      .map((all) => `{${all.map(([key, value]) => `"${key}":${value}`).join()}}`),
  ),
}))

const withBody = routes.filter(({ body }) => body !== undefined)
const urlOf = (path: string, value: string) => path.replaceAll(/\{\*?\w+\}/g, value)

const someBody = (method: string) => (method === 'GET' ? {} : { body: {} })

const refused = (status: number) => expect([status >= 400, status < 500]).toEqual([true, true])

describe('hostile keys', () => {
  it('in a body change nothing, and are refused', async () => {
    await checkProperty(
      'hostile-keys',
      fc.asyncProperty(fc.constantFrom(...withBody), json, async ({ method, path }, text) => {
        const reply = await send(method, urlOf(path, 'x'), { as, text, headers: { 'if-match': '"e"' } })
        refused(reply.status)
        if (text.includes('"__proto__"')) expect(reply.json.error.code).toBe('InvalidRequest')
        nothingChanged()
      }),
      { runs: 300 },
    )
  })

  it.each(keys.slice(0, 3))('in a query are no parameters: %s', async (key) => {
    for (const { method, path } of routes) {
      const url = `${urlOf(path, 'x')}?${key}=1&${key}%5Bpolluted%5D=1`
      const { status, json } = await send(method, url, { as, ...someBody(method) })
      expect([path, status, json.error.code]).toEqual([path, 400, 'InvalidRequest'])
      expect(json.error.details).toContainEqual(expect.objectContaining({ code: 'UnknownProperty' }))
    }
    nothingChanged()
  })

  it.each(keys)('in a path name nothing: %s', async (key) => {
    for (const { method, path } of routes.filter(({ path }) => path.includes('{'))) {
      const headers = { 'if-match': '"e"' }
      const { status } = await send(method, urlOf(path, key), { as, ...someBody(method), headers })
      expect([path, [204, 400, 404, 412].includes(status)]).toEqual([path, true])
    }
    nothingChanged()
  })
})

describe('tags', () => {
  const project = {
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: 'pets',
    labelClasses: [{ name: 'Cat' }],
  }
  const tagsOf = (text: string, headers: Record<string, string>) =>
    send('PATCH', '/projects/pets', { as, text: `{"tags":${text}}`, headers })

  const present = async () => ({
    'if-match': (await send('GET', '/projects/pets', { as })).headers['etag'] ?? '',
  })

  beforeAll(async () => {
    const dataset = { mediaType: 'Image', datastore: 'photos', path: '**' }
    for (const [path, body] of [
      ['/datastores/photos', datastoreRequest],
      ['/datasets/pets', dataset],
      ['/projects/pets', project],
    ] as const)
      expect([path, (await send('PUT', path, { as, body })).status]).toEqual([path, 201])
  })

  it('may be called like what objects have, and are kept and taken away as any', async () => {
    const text = '{"constructor":"a","prototype":"b","toString":"c"}'
    const changed = await tagsOf(text, await present())
    expect([changed.status, changed.json['tags']]).toEqual([200, JSON.parse(text)])
    const cleared = await tagsOf('{"constructor":null}', await present())
    expect([cleared.status, Object.keys(cleared.json['tags'] as object)]).toEqual([
      200,
      ['prototype', 'toString'],
    ])
    nothingChanged()
  })

  it('are not too many', async () => {
    const tags = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`tag ${index}`, 'x']))
    const patched = await tagsOf(JSON.stringify(tags), await present())
    expect([patched.status, patched.json.error.details.length]).toEqual([400, 1])
    const put = await send('PUT', '/projects/other', { as, body: { ...project, tags } })
    expect([put.status, put.json.error.code]).toEqual([400, 'InvalidRequest'])
  })

  it('may not be called __proto__', async () => {
    const refusal = await tagsOf('{"__proto__":"x"}', await present())
    expect([refusal.status, refusal.json.error.details[0]?.code]).toEqual([400, 'UnknownProperty'])
    nothingChanged()
  })
})
