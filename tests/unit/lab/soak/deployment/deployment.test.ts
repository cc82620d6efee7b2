import { expect, test } from '@jest/globals'
import { findAddresses } from '../../../../../lab/soak/deployment/deployment.ts'

const hostsOf = (apiFor: (operation: string) => string, operation: string) =>
  new Set(Array.from({ length: 6 }, () => apiFor(operation)))

test('callers go to one instance after the other, and with long work to the first', async () => {
  const { ports, apiFor } = await findAddresses(2, false)
  const urls = ports.map((port) => `http://127.0.0.1:${port}/api`)
  expect(hostsOf(apiFor, 'takePage')).toEqual(new Set(urls))
  expect(hostsOf(apiFor, 'getOperation').size).toBe(2)
  for (const operation of ['putProject', 'refreshProject', 'startExport'])
    expect(hostsOf(apiFor, operation)).toEqual(new Set([urls[0]]))
})

test('one instance has all requests', async () => {
  const { ports, apiFor } = await findAddresses(1, false)
  expect(hostsOf(apiFor, 'takePage')).toEqual(new Set([`http://127.0.0.1:${ports[0]}/api`]))
})

test('long work goes to every instance where they share it', async () => {
  const { apiFor } = await findAddresses(2, true)
  expect(hostsOf(apiFor, 'startExport').size).toBe(2)
})
