import { describe, expect, it } from '@jest/globals'
import * as fc from 'fast-check'
import {
  formatDeployment,
  formatDifference,
  formatFile,
  parseDeployment,
  parseFile,
} from '../../../../tools/infra/deployment-file.ts'
import type { Deployment } from '../../../../tools/infra/deployment.ts'
import { checkProperty } from '../../../support/property.ts'

const deploymentOf = (resources: Readonly<Record<string, Readonly<Record<string, string>>>>): Deployment =>
  new Map(Object.entries(resources).map(([name, lines]) => [name, new Map(Object.entries(lines))]))

const base = deploymentOf({ vault: { sku: 'standard', open: 'true' }, plan: { sku: 'FC1' } })
const other = deploymentOf({ vault: { sku: 'standard', open: 'false' }, lock: { level: 'all: none' } })

describe('a deployment as text', () => {
  it('is a block for each resource', () => {
    expect(formatDeployment(base)).toBe('vault\n  sku: standard\n  open: true\n\nplan\n  sku: FC1\n')
  })

  it('is below another one what went and what came', () => {
    expect(formatDifference(base, other)).toBe(
      'vault\n  - open: true\n  + open: false\n\nplan\n  - sku: FC1\n\nlock\n  + level: all: none\n',
    )
    expect(formatDifference(base, base)).toBe('')
  })

  it('with another line than these is an error', () => {
    expect(() => parseDeployment('vault\n  what')).toThrow('what is not path: value')
  })

  const text = fc
    .string({ unit: fc.constantFrom(...'aB.[]0:-+ /'.split('')), minLength: 1 })
    .map((value) => `x${value}x`)
  const name = fc
    .string({ unit: fc.constantFrom(...'aB./[]0'.split('')), minLength: 1 })
    .map((value) => `r${value}`)
  const deployments = fc.dictionary(name, fc.dictionary(name, text, { minKeys: 1, maxKeys: 4 }), {
    maxKeys: 4,
  })

  it('is read again as it was, whole or by its difference', async () => {
    await checkProperty(
      'infra-deployment-text',
      fc.property(deployments, deployments, (one, two) => {
        const [first, second] = [deploymentOf(one), deploymentOf(two)]
        expect(parseDeployment(formatDeployment(first))).toEqual(first)
        expect(parseDeployment(formatDifference(first, second), first)).toEqual(second)
      }),
    )
  })
})

describe('a file of a deployment', () => {
  const file = 'A vault.\nfrom=defaults\nONE=1\nTWO=a=b\n\nvault\n  + sku: x\n\nlock\n  + level: y\n'

  it('has a title, the one that it differs from, variables and the text', () => {
    const parsed = parseFile(file)
    expect(parsed).toMatchObject({
      title: 'A vault.',
      from: 'defaults',
      text: 'vault\n  + sku: x\n\nlock\n  + level: y\n',
    })
    expect([...parsed.variables]).toEqual([
      ['ONE', '1'],
      ['TWO', 'a=b'],
    ])
    expect(formatFile(parsed)).toBe(file)
  })

  it('may differ in nothing, or from nothing', () => {
    expect(parseFile('The same.\nfrom=budget\n\n')).toMatchObject({ from: 'budget', text: '' })
    expect(parseFile('All.\nONE=1\n\nvault\n  a: b\n').from).toBeUndefined()
    expect(() => parseFile('All.\nONE\n\n')).toThrow('ONE is not VARIABLE=value')
  })
})
