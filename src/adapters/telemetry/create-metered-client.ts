import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline'
import type { Telemetry } from '../../domain/ports/telemetry.ts'

/** An HTTP client for Cosmos DB that counts the request units of each response. */
export const createMeteredClient = (
  telemetry: Telemetry,
  inner: HttpClient = createDefaultHttpClient(),
): HttpClient => ({
  sendRequest: async (request) => {
    const response = await inner.sendRequest(request)
    const units = Number(response.headers.get('x-ms-request-charge'))
    if (units > 0) telemetry.count('etiquette.database.units', units)
    return response
  },
})
