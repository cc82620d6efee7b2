import { expect, test } from '@jest/globals'
import {
  createHttpWorkspace,
  datasetRequest,
  datastoreRequest,
  sasRequest,
} from '../../../support/http-workspace.ts'

const bad = ['cats/../../x.png', 'cats/./y.png']

test.each([
  ['an identity', datastoreRequest],
  ['a SAS token', sasRequest],
])('a preview with %s counts the files that no URL can name, and shows the others', async (_, datastore) => {
  const { admin } = createHttpWorkspace([...bad, 'cats/a.png', 'cats/b.png'])
  await admin('PUT', '/datastores/photos', datastore)
  await admin('PUT', '/datasets/cats', datasetRequest)
  const { status, json } = await admin('GET', '/datasets/cats/preview')
  expect(status).toBe(200)
  const value = json['value'] as readonly { readonly path: string; readonly contentUrl?: string }[]
  expect(value.map(({ path }) => path)).toEqual(['cats/a.png', 'cats/b.png'])
  for (const { contentUrl } of value) expect(contentUrl).toMatch(/^https?:\/\//)
  expect(json['files']).toMatchObject({
    matched: 4,
    leftOut: { count: 2, reasons: [{ reason: 'UnaddressableName', count: 2, examples: bad }] },
  })
})
