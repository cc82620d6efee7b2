import { expect, test } from '@jest/globals'
import { pageId } from '../../../../src/domain/core/ids.ts'
import { getPage } from '../../../../src/domain/labeling/get-page.ts'
import { ana, ben, createLeaseWorld, held, input, project } from '../../../support/lease-world.ts'

test('a page is shown to its labeler, in any state', async () => {
  const submitted = { ...held, status: 'Submitted' as const }
  const { store } = await createLeaseWorld(submitted)
  const get = getPage({ store })
  expect(await get(ana, input)).toEqual({ project, page: submitted })
  const notFound = { code: 'PageNotFound' }
  await expect(get(ben, input)).rejects.toMatchObject(notFound)
  await expect(get(ana, { ...input, page: pageId.parse('0-x') })).rejects.toMatchObject(notFound)
})
