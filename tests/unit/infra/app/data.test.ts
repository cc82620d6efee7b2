import { describe, expect, it } from '@jest/globals'
import { containerSettings } from '../../../../src/adapters/cosmos/indexing-policy.ts'
import { containers } from '../../../../src/domain/model/kinds.ts'
import type { ContainerName } from '../../../../src/domain/ports/store.ts'
import { linesOf } from '../../../../tools/infra/deployment.ts'
import { deploymentOf, readJson, resourceOf, standard } from '../deployments.ts'

const names = Object.keys(containers) as ContainerName[]

describe('the containers that the templates make', () => {
  it('are those that the engine works on, with the indexes that its queries need', () => {
    expect(readJson('infra', 'app', 'containers.json')).toEqual(names.map((name) => containerSettings(name)))
  })

  it.each(names)('%s is made with all that is in that file', (name) => {
    const { partitionKey, ...settings } = containerSettings(name)
    const resource = { ...settings, partitionKey: { ...partitionKey, kind: 'Hash' } }
    const made = new Map(resourceOf(standard, `/containers/${name}`))
    made.delete('apiVersion')
    expect(made).toEqual(new Map(linesOf('resource', resource)))
  })

  it('have throughput only where they are not serverless, and it is that of the database', () => {
    const dataOf = (name: string) => {
      const deployment = deploymentOf(name)
      return {
        capabilities: resourceOf(deployment, 'databaseAccounts/cosmos-lvb4yseam6hco').get('capabilities'),
        options: resourceOf(deployment, 'sqlDatabases/etiquette').get('options'),
      }
    }
    expect(dataOf('defaults')).toEqual({ capabilities: '[{"name":"EnableServerless"}]', options: '{}' })
    const options = '{"autoscaleSettings":{"maxThroughput":10000}}'
    expect(dataOf('autoscale')).toEqual({ capabilities: '[]', options })
  })
})
