import { describe, expect, it } from '@jest/globals'
import { createContract } from '../../../tools/contract.ts'
import { parseOpenApi } from '../../../tools/openapi.ts'

const contract = createContract(
  parseOpenApi({
    paths: {
      '/things': {
        get: {
          operationId: 'listThings',
          responses: {
            200: {
              content: {
                'application/json': {
                  schema: { type: 'array', items: { $ref: '#/components/schemas/Thing' } },
                },
              },
            },
          },
        },
      },
    },
    components: {
      schemas: {
        Thing: {
          type: 'object',
          properties: {
            state: { $ref: '#/components/schemas/State', description: 'Its state' },
            tags: { type: 'object', additionalProperties: { type: 'string' } },
          },
        },
        State: { type: 'string', 'x-extensible-enum': ['new', 'old'] },
      },
    },
  }),
)
const check = (thing: object) => () =>
  contract.check(
    'GET',
    '/api/things',
    { status: 200, headers: new Headers({ 'content-type': 'application/json' }) },
    JSON.stringify([thing]),
  )

describe('an answer of this version', () => {
  it.each([{}, { state: 'new' }, { state: 'old', tags: { a: 'b' } }])('is %j', (thing) => {
    expect(check(thing)).not.toThrow()
  })

  it.each([
    [{ state: 'lent' }, 'must be equal to one of the allowed values'],
    [{ colour: 'red' }, 'must NOT have additional properties'],
    [{ tags: { a: 1 } }, 'must be string'],
  ])('is not %j, although the document is open for later ones', (thing, problem) => {
    expect(check(thing)).toThrow(problem)
  })
})
