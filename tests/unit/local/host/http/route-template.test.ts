import { expect, test } from '@jest/globals'
import { parseRoute } from '../../../../../local/host/http/route-template.ts'

test('a route is literals in lower case, parameters and the rest', () => {
  expect(parseRoute('Api/{id}/files/{*path}')).toEqual([
    { kind: 'literal', text: 'api' },
    { kind: 'parameter', name: 'id' },
    { kind: 'literal', text: 'files' },
    { kind: 'rest', name: 'path' },
  ])
})

test.each([
  ['a/{x:int}', /"\{x:int\}" is not supported/],
  ['a/{x:length(2,4)}', /not supported/],
  ['a/{x?}', /"\{x\?\}" is not supported/],
  ['a/{x=1}', /not supported/],
  ['a-{x}', /not supported/],
  ['{**x}', /not supported/],
  ['{*x}/b', /move the segment with "\*" to the end/],
])('%s is refused', (template, message) => {
  expect(() => parseRoute(template)).toThrow(message)
})
