import { expect, it } from '@jest/globals'
import { readConfig } from '../../../../src/config.ts'
import { deploymentOf, resourceOf, standard } from '../deployments.ts'
import { appSettings } from '../app-settings.ts'

const rulesOf = (name: string) =>
  new Map(
    [...resourceOf(deploymentOf(name), 'stdatalvb4yseam6hco/blobServices/default')].filter(([path]) =>
      path.startsWith('cors'),
    ),
  )

it('browsers may fetch exports from the origins that may call the API, and change nothing', () => {
  const rule = (name: string) => rulesOf('frontends').get(`cors.corsRules[0].${name}`)
  const { corsOrigins } = readConfig(appSettings('frontends'))
  expect(corsOrigins).toEqual(['https://labels.example.org', 'http://localhost:5173'])
  expect(rule('allowedOrigins')).toBe(JSON.stringify(corsOrigins))
  expect(rule('allowedMethods')).toBe('["GET","HEAD"]')
  expect(rule('allowedHeaders')).toMatch(/"Range".*"If-None-Match"/)
  const exposed = [...rulesOf('frontends')]
    .filter(([path]) => path.includes('exposedHeaders'))
    .map(([, name]) => name)
  expect(exposed).toEqual(expect.arrayContaining(['ETag', 'Content-Range', 'Content-Length']))
})

it('no origin may without the setting, and files can be had back for a week', () => {
  expect([...rulesOf('defaults').values()]).toEqual(['{"corsRules":[]}'])
  const blobs = resourceOf(standard, 'stdatalvb4yseam6hco/blobServices/default')
  expect(blobs.get('deleteRetentionPolicy')).toBe('{"enabled":true,"days":7}')
})
