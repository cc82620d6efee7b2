import { describe, expect, it } from '@jest/globals'
import { containerSettings } from '../../../../src/adapters/cosmos/indexing-policy.ts'
import { containers } from '../../../../src/domain/model/kinds.ts'
import type { ContainerName } from '../../../../src/domain/ports/store.ts'
import { readBicep, readJson } from '../bicep.ts'

const names = Object.keys(containers) as ContainerName[]

describe('the containers that the templates make', () => {
  it('are those that the engine works on, with the indexes that its queries need', () => {
    expect(readJson('infra', 'app', 'containers.json')).toEqual(names.map((name) => containerSettings(name)))
  })

  it('are made from that file, each with all that is in it', () => {
    const { text, resources } = readBicep('app/data.bicep')
    expect(text).toContain("var containers = loadJsonContent('./containers.json')")
    const { body } = resources.find(({ name }) => name === 'container') ?? { body: '' }
    expect(body).toContain('for settings in containers:')
    for (const property of [
      'id: settings.id',
      'paths: settings.partitionKey.paths',
      'version: settings.partitionKey.version',
      "kind: 'Hash'",
      'indexingPolicy: settings.indexingPolicy',
      'defaultTtl: settings.defaultTtl',
    ])
      expect(body).toContain(property)
  })

  it('have throughput only where they are not serverless', () => {
    const { text } = readBicep('app/data.bicep')
    expect(text).toContain(
      'options: serverless ? {} : { autoscaleSettings: { maxThroughput: maxThroughput } }',
    )
    expect(text).toContain("capabilities: serverless ? [{ name: 'EnableServerless' }] : []")
    expect(text.match(/\bthroughput:/)).toBeNull()
  })
})
