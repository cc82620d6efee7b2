import { expect, test } from '@jest/globals'
import { readEtags } from '../../../../web/src/items/read-etags.ts'
import { unknownEtag } from '../../../../web/src/items/shown-item.ts'
import { fakeApi } from './fake-api.ts'

const item = { id: 'a', etag: '"1"', path: 'a.png', state: 'approved', labels: ['Cat'], size: 1 }
const ours = { ...item, etag: unknownEtag }

test('the ETag of an item that was loaded is the one that was seen', async () => {
  const { api, sent } = fakeApi(() => ({ body: {} }))
  expect(await readEtags(api, 'pets', [item])).toEqual({
    seen: [{ item: 'a', etag: '"1"' }],
    refused: [],
  })
  expect(sent).toEqual([])
})

test('an item that we changed ourselves is read again', async () => {
  const { api, sent } = fakeApi(() => ({ body: { ...item, etag: '"2"', history: [] } }))
  const { seen } = await readEtags(api, 'pets', [ours])
  expect(seen).toEqual([{ item: 'a', etag: '"2"' }])
  expect(sent.map(({ path }) => path)).toEqual(['/api/projects/pets/items/a'])
})

test('a change of another person is not taken for what was seen', async () => {
  const { api } = fakeApi(() => ({ body: { ...item, etag: '"2"', labels: ['Dog'], history: [] } }))
  expect(await readEtags(api, 'pets', [ours])).toEqual({
    seen: [],
    refused: [{ item: 'a', code: 'ItemChangedSince' }],
  })
})

test('without an answer of the service nothing counts as seen', async () => {
  const { api } = fakeApi(() => ({ status: 503, body: { error: { code: 'X', message: 'Busy' } } }))
  const known = await readEtags(api, 'pets', [item, ours])
  expect(known.seen).toEqual([])
  expect(known.failure).toMatchObject({ status: 503 })
})
