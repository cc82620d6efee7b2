import { describe, expect, it } from '@jest/globals'
import { examples } from '../../../../../src/functions/docs/examples/examples.ts'
import { createAllRoutes } from '../../../../support/all-routes.ts'

const { routes } = createAllRoutes()
const withBody = routes.filter(({ body }) => body !== undefined)
const withResponse = routes.filter(({ responses }) =>
  Object.values(responses).some(({ body, content = [] }) => body || content.includes('application/json')),
)

describe('an example', () => {
  it.each(withBody.map((route) => [route.operation, route] as const))(
    'of the body of %s is one that the service accepts',
    (operation, { body }) => {
      const { body: example } = examples.get(operation) ?? {}
      expect(body?.safeParse(example)).toMatchObject({ success: true })
    },
  )

  // The linters compare them with the schemas in the document.
  it('shows every response in JSON, and nothing that is not sent', () => {
    const shown = (member: 'body' | 'response') =>
      [...examples].flatMap(([operation, example]) => (example[member] === undefined ? [] : [operation]))
    expect(shown('response').toSorted()).toEqual(withResponse.map(({ operation }) => operation).toSorted())
    expect(shown('body').toSorted()).toEqual(withBody.map(({ operation }) => operation).toSorted())
  })

  it.each(withResponse.map((route) => [route.operation, route] as const))(
    'of the response of %s has no property that the service never sends',
    (operation, { responses }) => {
      const { response } = examples.get(operation) ?? {}
      for (const { body } of Object.values(responses))
        if (body) expect(body.safeParse(response)).toMatchObject({ success: true, data: response })
    },
  )
})
