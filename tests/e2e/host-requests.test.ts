import { expect, test } from '@jest/globals'
import { hostRequests, sendHostRequest } from '../../tools/host-requests.ts'
import { joinService } from '../support/shared-service.ts'

// The embedded host answers the list as the Functions host does, to which `npm run verify:func` sends it.

test.each(hostRequests)('$line: $status', async (request) => {
  const { service } = await joinService()
  expect(await sendHostRequest(service.url, request)).toBe(request.status)
})
