import { describe, expect, it } from '@jest/globals'
import { readAzdParameters, resolveParameters } from '../../../../tools/infra/azd-parameters.ts'

const parameters = readAzdParameters({
  parameters: {
    place: { value: '${AZURE_LOCATION}' },
    schedule: { value: '${REFRESH=0 */15 * * * *}' },
    emails: { value: '${EMAILS=}' },
  },
})
const resolve = (variables: Readonly<Record<string, string>>) =>
  Object.fromEntries(resolveParameters(parameters, new Map(Object.entries(variables))))

describe('parameters of azd', () => {
  it('are variables with a default, or without one', () => {
    expect(parameters).toEqual([
      { name: 'place', variable: 'AZURE_LOCATION', standard: undefined },
      { name: 'schedule', variable: 'REFRESH', standard: '0 */15 * * * *' },
      { name: 'emails', variable: 'EMAILS', standard: '' },
    ])
    const other = { parameters: { place: { value: 'westeurope' } } }
    expect(() => readAzdParameters(other)).toThrow('place is westeurope; write ${VARIABLE=default}')
  })

  it('have the value that is set, else the default; what is empty is not passed on', () => {
    const schedule = '0 */15 * * * *'
    expect(resolve({ AZURE_LOCATION: 'north' })).toEqual({ place: 'north', schedule })
    expect(resolve({ AZURE_LOCATION: 'north', REFRESH: '', EMAILS: 'a' })).toEqual({
      place: 'north',
      schedule,
      emails: 'a',
    })
  })

  it('are refused without a value, and under a name that azd would not know', () => {
    expect(() => resolve({})).toThrow('AZURE_LOCATION has no value; give it one')
    expect(() => resolve({ AZURE_LOCATION: 'north', EMAIL: 'a' })).toThrow(
      'main.parameters.json has no EMAIL',
    )
  })
})
