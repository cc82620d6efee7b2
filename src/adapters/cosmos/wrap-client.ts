import { createDefaultHttpClient, createHttpHeaders } from '@azure/core-rest-pipeline'
import type { HttpClient } from '@azure/core-rest-pipeline'
import type { ServiceClock } from './service-clock.ts'

/**
 * The SDK asks for a plan beside each query, and reads it only after a query was refused as one over several partitions. A
 * query of this engine names its partition, so the answer is a refusal, which costs no request; a refused query then fails
 * like any other.
 */
const planHeader = 'x-ms-cosmos-is-query-plan-request'
const noPlan = JSON.stringify({ code: '400', message: 'A query of one partition needs no plan' })

/** An HTTP client for Cosmos DB that asks for no plans, and reads the clock of the service. */
export const wrapClient = (
  clock: ServiceClock,
  now: () => number,
  inner: HttpClient = createDefaultHttpClient(),
): HttpClient => ({
  sendRequest: async (request) => {
    if (request.headers.has(planHeader))
      return { request, status: 400, headers: createHttpHeaders(), bodyAsText: noPlan }
    const sent = now()
    const response = await inner.sendRequest(request)
    clock.observe(response.headers.get('date'), sent, now())
    return response
  },
})
