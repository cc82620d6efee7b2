import { expect, test } from '@jest/globals'
import { pageId } from '../../../../src/domain/core/ids.ts'
import { getPage } from '../../../../src/domain/labeling/get-page.ts'
import { goodWatch } from '../../../support/datastore-source.ts'
import { ana, ben, createLeaseWorld, held, input, project } from '../../../support/lease-world.ts'
import { makeItem } from '../../../support/make-documents.ts'

test('a page is shown to its labeler, in any state, with its items as they are now', async () => {
  const submitted = { ...held, status: 'Submitted' as const }
  const { store } = await createLeaseWorld(submitted)
  const items = ['a.png', 'b.png'].map((path) => makeItem(project, path))
  for (const document of items.toReversed())
    await store.batch('items', 'u1:0', [{ type: 'create', document }])
  const get = getPage({ store, watch: goodWatch })
  expect(await get(ana, input)).toEqual({ project, role: 'Labeler', page: submitted, items })
  const notFound = { code: 'PageNotFound' }
  await expect(get(ben, input)).rejects.toMatchObject(notFound)
  await expect(get(ana, { ...input, page: pageId.parse('0-x') })).rejects.toMatchObject(notFound)
})
