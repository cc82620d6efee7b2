import { describe, expect, test } from '@jest/globals'
import type { Binding } from '../../../../../local/host/core/rpc.ts'
import { clientInputs, validateApp } from '../../../../../local/host/core/validate.ts'

const app = (bindings: Record<string, Binding>, retryOptions?: unknown) =>
  validateApp([{ metadata: { name: 'f', bindings, retryOptions }, callback: () => undefined }])
const http: Binding = { type: 'httpTrigger', direction: 'in', authLevel: 'anonymous' }
const timer: Binding = { type: 'timerTrigger', direction: 'in', schedule: '0 0 4 * * *' }
const client: Binding = { type: 'durableClient', direction: 'in' }
const out: Binding = { type: 'http', direction: 'out' }

describe('validateApp', () => {
  test('finds the trigger and the durable clients', () => {
    const [found] = app({ h: http, c: client, $return: out })
    expect(found).toMatchObject({ name: 'f', trigger: 'httpTrigger', triggerName: 'h', clients: ['c'] })
    expect(found && clientInputs(found, 'where')).toEqual([{ name: 'c', data: { string: 'where' } }])
  })

  test('accepts the defaults of a timer, said aloud', () => {
    expect(app({ t: { ...timer, useMonitor: true, runOnStartup: false }, c: client })).toHaveLength(1)
  })

  test.each<[Record<string, Binding>, unknown, RegExp]>([
    [{ q: { type: 'queueTrigger', direction: 'in' } }, undefined, /"f".*"q" of type "queueTrigger"/],
    [{ h: http, b: { type: 'blob', direction: 'out' } }, undefined, /"b" of type "blob" \(out\)/],
    [{ e: { type: 'entityTrigger', direction: 'in' } }, undefined, /"e" of type "entityTrigger"/],
    [{ h: { ...http, authLevel: 'function' } }, undefined, /authLevel "function"/],
    [{ h: { ...http, sdkBinding: true } }, undefined, /sdkBinding/],
    [{ t: { ...timer, runOnStartup: true } }, undefined, /runOnStartup/],
    [{ t: { ...timer, useMonitor: false } }, undefined, /useMonitor/],
    [{ a: { type: 'activityTrigger', direction: 'in' }, c: client }, undefined, /durableClient/],
    [{ h: http, t: timer }, undefined, /2 triggers/],
    [{ $return: out }, undefined, /0 triggers/],
    [{ h: http }, { strategy: 'fixedDelay' }, /retry policy/],
  ])('refuses %j %j', (bindings, retry, message) => {
    expect(() => app(bindings, retry)).toThrow(message)
  })
})
