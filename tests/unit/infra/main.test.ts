import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { readAzdParameters, resolveParameters } from '../../../tools/infra/azd-parameters.ts'
import { parseRefusals } from '../../../tools/infra/refusals.ts'
import {
  deploymentNames,
  deploymentOf,
  readFixture,
  readJson,
  readText,
  standard,
  variablesOf,
} from './deployments.ts'

const parameters = readAzdParameters(readJson('infra', 'main.parameters.json'))
const own = parameters.map(({ variable }) => variable).filter((name) => !name.startsWith('AZURE_'))
const refusals = parseRefusals(readFixture('refused.txt'))

describe('main.parameters.json', () => {
  it('takes variables that no shell and no image sets by chance', () => {
    expect(own.length).toBeGreaterThan(30)
    expect(own.filter((name) => !name.startsWith('ETIQUETTE_'))).toEqual([])
    expect(
      parameters.filter(({ variable }) => !own.includes(variable)).map(({ variable }) => variable),
    ).toEqual(['AZURE_ENV_NAME', 'AZURE_LOCATION'])
  })

  it('has the parameters of the compiled template, each with its default', () => {
    const described = readFixture('parameters.txt')
      .split('\n\n')
      .map((block) => ({
        variable: block.split('\n')[0],
        standard: /^ {2}default: (.*)$/m.exec(block)?.[1]?.replace(/^""$/, ''),
      }))
    expect(described).toEqual(
      parameters.map(({ variable, standard: value }) => ({ variable, standard: value })),
    )
  })

  it('is explained in docs/azure.md, variable by variable, with its defaults', () => {
    const lines = readText('docs', 'azure.md').split('\n')
    for (const { variable, standard: value = '' } of parameters) {
      const row = lines.find((line) => line.startsWith(`| \`${variable}\``))
      expect({ variable, row }).toEqual({ variable, row: expect.stringContaining(value) })
    }
  })
})

describe('each variable', () => {
  it('has a deployment that shows its effect', () => {
    const shown = new Set(deploymentNames.flatMap((name) => [...variablesOf(name).keys()]))
    expect(own.filter((name) => !shown.has(name))).toEqual([])
    expect(deploymentNames.length).toBeGreaterThanOrEqual(12)
  })

  it('has a wrong value that is refused, with a reason', () => {
    const refused = new Set(refusals.flatMap(({ variables }) => [...variables.keys()]))
    expect(own.filter((name) => !refused.has(name))).toEqual([])
    expect(refusals.filter(({ reason }) => reason.length < 20)).toEqual([])
  })

  it('is named where its value is refused, by its own name or that of its parameter', () => {
    const nameOf = (variable: string) => parameters.find((one) => one.variable === variable)?.name ?? variable
    // What Azure itself says of a length or of a network has no name.
    const nameless = /^Length of the value|^The specified CIDR/
    for (const { variables, reason } of refusals.filter((one) => !nameless.test(one.reason))) {
      const names = [...variables.keys()].flatMap((variable) => [variable, nameOf(variable)])
      // A schedule that pauses for too long is told at the minutes that it must stay below.
      const others = variables.has('ETIQUETTE_REFRESH_SCHEDULE') ? ['ETIQUETTE_REFRESH_OVERDUE_MINUTES'] : []
      const named = [...names, ...others].some((name) => reason.includes(name))
      expect({ reason, named }).toEqual({ reason, named: true })
    }
  })

  it('is known to azd where a fixture sets it', () => {
    const given = new Map(variablesOf('defaults'))
    given.delete('month')
    for (const { variables } of refusals)
      expect(() => resolveParameters(parameters, new Map([...given, ...variables]))).not.toThrow()
  })
})

describe('what is deployed', () => {
  const text = deploymentNames
    .flatMap((name) => [...deploymentOf(name)].flatMap(([resource, lines]) => [resource, ...lines.values()]))
    .join('\n')

  it('has no key, and nothing that takes one', () => {
    expect(text).not.toMatch(/listKeys|listAccountSas|AccountKey=|SharedAccessKey|InstrumentationKey=/i)
    const shown = z.record(z.string(), z.string())
    for (const deployment of deploymentNames.map((name) => deploymentOf(name)))
      for (const [resource, lines] of deployment) {
        const { allowSharedKeyAccess, disableLocalAuth, DisableLocalAuth, enableRbacAuthorization } =
          shown.parse(Object.fromEntries(lines))
        expect({
          resource,
          allowSharedKeyAccess,
          disableLocalAuth,
          DisableLocalAuth,
          enableRbacAuthorization,
        }).toEqual({
          resource,
          ...(/storageAccounts\/\w+$/.test(resource) &&
            !resource.includes(' ') && { allowSharedKeyAccess: 'false' }),
          ...(/databaseAccounts\/[\w-]+$/.test(resource) &&
            !resource.includes(' ') && { disableLocalAuth: 'true' }),
          ...(/Insights\/components\/[\w-]+$/.test(resource) && { DisableLocalAuth: 'true' }),
          ...(/vaults\/[\w-]+$/.test(resource) && { enableRbacAuthorization: 'true' }),
        })
      }
  })
})

it('changes of one Cosmos DB account wait for each other', () => {
  const order = new Map(
    readFixture('order.txt')
      .split('\n\n')
      .map((block) => [block.split('\n')[0], block] as const),
  )
  expect(order.get('rbac')).toMatch(/one by one: Microsoft\.DocumentDB\/databaseAccounts\/sqlRoleAssignments/)
  expect(order.get('network')).toMatch(/after .*\brbac\b/)
  expect(order.get('diagnosticSettings')).toMatch(/after .*\bnetwork, rbac\b/)
  expect(order.get('locks')).toMatch(/after .*\bdiagnosticSettings\b.*\bnetwork, rbac\b/)
  expect(order.get('api')).toMatch(/after .*\brbac\b/)
})

it('a type has one version of its API, and a stable one where there is any', () => {
  const versions = new Map<string, Set<string>>()
  for (const name of deploymentNames)
    for (const [resource, lines] of deploymentOf(name)) {
      const version = lines.get('apiVersion')
      const [, type] = /(?:^|providers\/)([\w.]+\/\w+)\/[^/]+$/.exec(resource) ?? []
      if (version && type) versions.set(type, new Set([...(versions.get(type) ?? []), version]))
    }
  expect(versions.size).toBeGreaterThan(10)
  for (const [type, found] of versions)
    expect({ type, found: [...found] }).toEqual({
      type,
      found: [
        expect.stringMatching(type === 'Microsoft.Insights/diagnosticSettings' ? /-preview$/ : /^[\d-]+$/),
      ],
    })
})

it('outputs say what azd, the guide and later provisions ask for', () => {
  expect([...(standard.get('outputs')?.keys() ?? [])]).toEqual(
    expect.arrayContaining([
      'AUTH_TENANT',
      'ETIQUETTE_BUDGET_START_MONTH',
      'OUTBOUND_ADDRESS',
      'SERVICE_API_NAME',
      'SERVICE_API_PRINCIPAL_ID',
      'SERVICE_API_URI',
    ]),
  )
})
