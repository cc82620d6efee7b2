import { afterAll, beforeAll, expect, test } from '@jest/globals'
import type { Browser } from 'playwright-core'
import { z } from 'zod'
import { startBrowser } from '../../tools/browser.ts'
import { openDocsPage } from '../support/docs-page.ts'
import type { ServiceWorld } from '../support/service-world.ts'
import { joinService } from '../support/shared-service.ts'

let world: ServiceWorld
let browser: Browser | undefined

beforeAll(async () => {
  world = await joinService()
})

afterAll(async () => {
  await browser?.close()
})

const pageOfItems = z.object({ id: z.string(), items: z.array(z.object({ id: z.string() })).length(2) })
const project = 'first-hour'

test('a newcomer gets from nothing to the first label by the documentation page, with what it prefills', async () => {
  await world.upload(project, ['one.png', 'two.png'])
  // The address that a newcomer types, and another name of the same service: the page must ask the origin that it was loaded from.
  const { port } = new URL(world.service.api)
  browser = await startBrowser()
  const docs = await openDocsPage(browser, `http://localhost:${port}/api/docs`)
  await docs.authorize(await world.token('newcomer', 'Labeling.Admin'))

  const containerUrl = `${world.service.endpoints.blobServiceUrl}/${project}`
  const datastore = { type: 'AzureBlob', containerUrl, credential: { type: 'ManagedIdentity' } }
  expect(
    await docs.execute('PUT /datastores/{datastore}', { params: { datastore: project }, body: datastore }),
  ).toMatchObject({ status: 201 })
  const dataset = { mediaType: 'Image', datastore: project, path: '**' }
  expect(
    await docs.execute('PUT /datasets/{dataset}', { params: { dataset: project }, body: dataset }),
  ).toMatchObject({
    status: 201,
  })
  const settings = {
    mediaType: 'Image',
    taskType: 'MultiClass',
    dataset: project,
    labelClasses: [{ name: 'Cat' }, { name: 'Dog' }],
  }
  const created = await docs.execute('PUT /projects/{project}', { params: { project }, body: settings })
  expect(created).toMatchObject({ status: 201 })
  await world.waitFor((await created.response.allHeaders())['operation-location'] ?? null)

  const taken = await docs.execute('POST /projects/{project}/pages', { params: { project } })
  expect(taken).toMatchObject({ status: 200 })
  const { id: page, items } = pageOfItems.parse(JSON.parse(taken.shown))
  const [first, second] = items.map(({ id }) => id)
  const answers = [
    { item: first, labels: ['Cat'] },
    { item: second, skip: true },
  ]
  const submitted = await docs.execute('POST /projects/{project}/pages/{page}/submit', {
    params: { project, page },
    body: { answers },
  })
  expect(submitted).toMatchObject({ status: 200 })
  expect(submitted.shown).toContain('"Accepted"')

  const { body: item } = await world.lead('GET', `/projects/${project}/items/${first}`)
  expect(item).toMatchObject({ state: 'labeled', labels: ['Cat'], labeledBy: 'newcomer' })
  expect(docs.faults).toEqual([])
})
