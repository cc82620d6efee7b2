import { describe, expect, it } from '@jest/globals'
import { createChecks } from '../../../demo/checks.ts'

describe('the summary', () => {
  it('is right only if every number came out as expected', () => {
    const checks = createChecks()
    checks.expect('Items', 3, 3)
    checks.expect('Status', 'Running', 'Running')
    expect(checks.summarize().status).toBe(0)
    checks.expect('Labels', 3, 2)
    const { status, text } = checks.summarize()
    expect(status).toBe(1)
    expect(text).toMatch(/✓ Items +3 +3\n/)
    expect(text).toMatch(/✗ Labels +3 +2\n/)
    expect(text).toContain('Labels: 2 instead of 3.')
  })

  it('tells a number from a text', () => {
    const checks = createChecks()
    checks.expect('Items', 3, '3')
    expect(checks.summarize().status).toBe(1)
  })
})
