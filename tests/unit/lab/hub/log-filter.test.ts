import { describe, expect, it } from '@jest/globals'
import { createLogFilter } from '../../../../lab/hub/log-filter.ts'

describe('the filters of a log', () => {
  const keeps = createLogFilter({ default: 'Information', Host: 'Error', 'Host.Triggers': 'Warning' })

  it('are those of the longest name that a category begins with', () => {
    expect(keeps('Host.Triggers.DurableTask', 'Warning')).toBe(true)
    expect(keeps('Host.Triggers.DurableTask', 'Information')).toBe(false)
    expect(keeps('Host.Startup', 'Warning')).toBe(false)
    expect(keeps('Host.Startup', 'Error')).toBe(true)
    expect(keeps('host.triggers', 'Warning')).toBe(true)
  })

  it('are the default for all others', () => {
    expect(keeps('Azure.Core', 'Information')).toBe(true)
    expect(keeps('Azure.Core', 'Debug')).toBe(false)
  })

  it('let nothing pass with None', () => {
    expect(createLogFilter({ default: 'None' })('Host', 'Critical')).toBe(false)
  })
})
