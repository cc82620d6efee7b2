import { describe, expect, test } from '@jest/globals'
import * as fc from 'fast-check'
import { createRouter } from '../../../../../local/host/http/router.ts'
import { anyText } from '../../../../../tools/any-text.ts'
import { checkProperty } from '../../../../support/property.ts'

/** Functions in the order of the arguments. */
const router = (...templates: string[]) =>
  createRouter(
    templates.map((entry, index) => {
      const [methods = '', template = ''] = entry.split(' ')
      const name = `f${String(index).padStart(3, '0')}`
      return { name, template, methods: methods.split(','), target: entry }
    }),
  )

describe('createRouter', () => {
  const match = router(
    'GET api/items',
    'GET api/items/mine',
    'GET api/items/{id}',
    'POST,PUT api/items/{name}',
    'GET api/items/{id}/parts/{part}',
    'GET api/files/{*path}',
  )

  test.each([
    ['GET', '/api/items', 'GET api/items', {}],
    ['GET', '/api/items/', 'GET api/items', {}],
    ['GET', '/API/Items/MINE', 'GET api/items/mine', {}],
    ['GET', '/api/%69tem%73/m%49ne', 'GET api/items/mine', {}],
    ['GET', '/api/items/12', 'GET api/items/{id}', { id: '12' }],
    ['GET', '/api/items/a%20b', 'GET api/items/{id}', { id: 'a b' }],
    ['GET', '/api/items/100%', 'GET api/items/{id}', { id: '100%' }],
    ['PUT', '/api/items/mine', 'POST,PUT api/items/{name}', { name: 'mine' }],
    ['GET', '/api/items/7/parts/x', 'GET api/items/{id}/parts/{part}', { id: '7', part: 'x' }],
    ['GET', '/api/files', 'GET api/files/{*path}', {}],
    ['GET', '/api/files/a/b%2Fc%20d.txt', 'GET api/files/{*path}', { path: 'a/b%2Fc d.txt' }],
    ['GET', '/api/files/a//b/', 'GET api/files/{*path}', { path: 'a//b/' }],
    ['GET', '/api/items/a%2fb', 'GET api/items/{id}', { id: 'a%2fb' }],
    ['GET', '/api/items/%2541', 'GET api/items/{id}', { id: '%41' }],
    ['GET', '/api/items/%41%', 'GET api/items/{id}', { id: 'A%' }],
    ['GET', '/api/items/%ff', 'GET api/items/{id}', { id: '%ff' }],
  ])('%s %s is %s', (method, path, target, params) => {
    expect(match(method, path)).toEqual({ target, params })
  })

  test.each([
    ['DELETE', '/api/items/1'],
    ['GET', '/items'],
    ['GET', '/api/items//parts/x'],
    ['GET', '/api//items'],
    ['GET', '//api/items'],
    ['GET', '/api/items//'],
    ['GET', '/api//files/a'],
    ['GET', '/api/files//a'],
    ['GET', '//'],
    ['GET', '/api/items/7/parts'],
    ['GET', '/'],
  ])('%s %s is nothing', (method, path) => {
    expect(match(method, path)).toBeUndefined()
  })

  test('a wrong method falls through to a catch-all', () => {
    const withRest = router('GET api/items/{id}', 'POST {*rest}')
    expect(withRest('POST', '/api/items/1')).toEqual({
      target: 'POST {*rest}',
      params: { rest: 'api/items/1' },
    })
  })

  test('the name of a function decides, not how specific its template is', () => {
    const named = (...names: readonly (readonly [string, string])[]) =>
      createRouter(names.map(([name, template]) => ({ name, template, methods: ['GET'], target: name })))
    for (const [first, second] of [
      ['a', 'b'],
      ['getItem', 'getItems'],
      ['a', 'B'],
      ['A', 'b'],
      ['unmatched', 'updateProject'],
      ['z', '_'],
      ['a2', 'aA'],
    ] as const) {
      const pairs = [
        [second, 'items/mine'],
        [first, '{*rest}'],
      ] as const
      expect(named(...pairs)('GET', '/items/mine')?.target).toBe(first)
      expect(named(...pairs.toReversed())('GET', '/items/mine')?.target).toBe(first)
      expect(named([first, 'items/mine'], [second, 'items/{id}'])('GET', '/items/mine')?.target).toBe(first)
    }
  })

  test('a template at the root takes every path but those with an empty segment before it', () => {
    const root = router('GET api/{*path}', 'GET {*asset}')
    expect(root('GET', '/')).toEqual({ target: 'GET {*asset}', params: {} })
    expect(root('GET', '/deep/link')).toEqual({ target: 'GET {*asset}', params: { asset: 'deep/link' } })
    expect(root('GET', '/api/x')?.target).toBe('GET api/{*path}')
    // The path of the API does not fit its own catch-all, but that of the root.
    expect(root('GET', '/api//x')).toEqual({ target: 'GET {*asset}', params: { asset: 'api//x' } })
    expect(root('GET', '//x')).toBeUndefined()
    expect(root('POST', '/')).toBeUndefined()
  })

  test.each([
    ['GET a/{x}', 'GET a/{y}'],
    ['GET a/{*x}', 'GET a/{*y}'],
    ['GET,POST a', 'POST A'],
  ])('refuses %s beside %s', (first, second) => {
    expect(() => router(first, second)).toThrow(/both take/)
  })

  test('any path of literals and parameters finds its own route', async () => {
    const segment = fc.stringMatching(/^[a-z]{1,3}$/)
    await checkProperty(
      'router-own-route',
      fc.property(
        fc.uniqueArray(fc.array(segment, { minLength: 1, maxLength: 4 }), { selector: String }),
        (paths) => {
          const routes = paths.map((path) => `GET ${path.join('/')}/{last}`)
          const find = router(...routes)
          for (const path of paths) {
            expect(find('GET', `/${path.join('/')}/~`)).toEqual({
              target: `GET ${path.join('/')}/{last}`,
              params: { last: '~' },
            })
          }
        },
      ),
    )
  })

  test('never throws for any path', async () => {
    await checkProperty(
      'router-any-path',
      fc.property(fc.string(), fc.array(anyText()), (text, segments) => {
        match('GET', text)
        match('GET', ['/api/items', ...segments.map(encodeURIComponent)].join('/'))
      }),
    )
  })
})
