import { expect, test } from '@jest/globals'
import { createHttpWorkspace, datasetRequest, datastoreRequest } from '../../../support/http-workspace.ts'

const warned = [{ code: 'ClassNameReadAsMissing', target: 'labelClasses' }]

test('whoever creates or changes classes is told which ones readers take for something else', async () => {
  const { admin } = createHttpWorkspace(['cats/1.png'])
  await admin('PUT', '/datastores/photos', datastoreRequest)
  await admin('PUT', '/datasets/cats', datasetRequest)
  const settings = { mediaType: 'Image', taskType: 'MultiClass', dataset: 'cats' }
  const anyVersion = { 'if-match': '*' }
  const withClasses = (...names: readonly string[]) => ({
    ...settings,
    labelClasses: names.map((name) => ({ name })),
  })

  expect(await admin('PUT', '/projects/p', withClasses('Cat', 'NA'))).toMatchObject({
    status: 201,
    json: { warnings: warned },
  })
  expect(await admin('PUT', '/projects/p', withClasses('Cat', 'NA', '007'), anyVersion)).toMatchObject({
    status: 200,
    json: { warnings: [...warned, { code: 'ClassNameReadAsNumber' }] },
  })
  const { labelClasses } = withClasses('Cat', 'NA', 'null')
  expect(await admin('PATCH', '/projects/p', { labelClasses }, anyVersion)).toMatchObject({
    status: 200,
    json: { warnings: warned },
  })
  const fine = await admin('PUT', '/projects/p', withClasses('Cat', 'Not available'), anyVersion)
  expect(fine.status).toBe(200)
  expect(fine.json).not.toHaveProperty('warnings')
})
