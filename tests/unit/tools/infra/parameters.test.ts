import { describe, expect, it } from '@jest/globals'
import { describeParameters } from '../../../../tools/infra/parameters.ts'

const metadata = { description: 'What it is.' }
const compiled = {
  parameters: {
    place: { type: 'string', metadata },
    open: { type: 'string', defaultValue: 'false', allowedValues: ['true', 'false'], metadata },
    emails: { type: 'string', defaultValue: '', metadata },
    currentMonth: { type: 'string', defaultValue: '[utcNow()]', metadata },
  },
}
const ofAzd = [
  { name: 'place', variable: 'PLACE', standard: undefined },
  { name: 'open', variable: 'OPEN', standard: 'false' },
  { name: 'emails', variable: 'EMAILS', standard: '' },
]

describe('parameters', () => {
  it('are told with default, values and meaning', () => {
    expect(describeParameters(compiled, ofAzd)).toBe(
      [
        'PLACE\n  parameter: place\n  required\n  What it is.\n',
        'OPEN\n  parameter: open\n  default: false\n  one of: true, false\n  What it is.\n',
        'EMAILS\n  parameter: emails\n  default: ""\n  What it is.\n',
      ].join('\n'),
    )
  })

  it('are refused if azd and the template differ', () => {
    expect(() => describeParameters(compiled, ofAzd.slice(1))).toThrow(
      'Not in both main.bicep and main.parameters.json: place',
    )
    const [place, , emails] = ofAzd
    const other = [place, { name: 'open', variable: 'OPEN', standard: 'true' }, emails].flatMap(
      (one) => one ?? [],
    )
    expect(() => describeParameters(compiled, other)).toThrow(
      'open is false in main.bicep and true in main.parameters.json',
    )
  })

  it('are texts, whatever they stand for: azd drops what it cannot convert', () => {
    const typed = { parameters: { open: { type: 'bool', metadata } } }
    expect(() => describeParameters(typed, [])).toThrow()
  })
})
