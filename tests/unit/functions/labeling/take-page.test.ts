import { expect, test } from '@jest/globals'
import { tasks } from '../../../../src/domain/tasks/index.ts'
import { takePageRoute } from '../../../../src/functions/labeling/take-page.ts'
import { createPageSchemas } from '../../../../src/functions/labeling/page-schemas.ts'
import { createAllRoutes } from '../../../support/all-routes.ts'

const { body } = takePageRoute(
  () => Promise.reject(new Error('It is not called')),
  () => Promise.reject(new Error('It is not called')),
  createPageSchemas(tasks),
)

test.each([
  [{}, 20],
  [{ size: undefined }, 20],
  [{ size: 1 }, 1],
  [{ size: 9 }, 9],
  [{ size: 50 }, 50],
])('a page for which a frontend asks %j has up to %i items', (asked, size) => {
  expect(body?.parse(asked)).toEqual({ size })
})

test.each([{ size: 0 }, { size: 51 }, { size: null }, { size: 1.5 }, { more: 1 }])(
  '%j is refused',
  (asked) => {
    expect(body?.safeParse(asked).success).toBe(false)
  },
)

test('the size and its default are documented, and a frontend need not send it', async () => {
  const { text } = await createAllRoutes().send('GET', '/openapi.json')
  const { components } = JSON.parse(text) as { components: { schemas: Record<string, unknown> } }
  const schema = components.schemas['TakePageRequest']
  expect(schema).toMatchObject({ properties: { size: { default: 20, maximum: 50 } } })
  expect(schema).not.toHaveProperty('required')
})
