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
])('a preview with %s has the others although no URL can name some files', async (_, datastore) => {
  const { admin } = createHttpWorkspace([...bad, 'cats/a.png', 'cats/b.png'])
  await admin('PUT', '/datastores/photos', datastore)
  await admin('PUT', '/datasets/cats', datasetRequest)
  const { status, json } = await admin('GET', '/datasets/cats/preview')
  expect(status).toBe(200)
  const value = json['value'] as readonly { readonly path: string; readonly contentUrl?: string }[]
  expect(value.map(({ path }) => path).toSorted()).toEqual([...bad, 'cats/a.png', 'cats/b.png'].toSorted())
  for (const file of value)
    if (bad.includes(file.path)) {
      expect(file).toMatchObject({ problem: 'Unreadable', unreadable: 'Path' })
      expect(file).not.toHaveProperty('contentUrl')
    } else {
      expect(file.contentUrl).toMatch(/^https?:\/\//)
      expect(file).not.toHaveProperty('problem')
    }
})
