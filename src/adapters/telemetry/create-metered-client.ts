import { createDefaultHttpClient, type HttpClient } from '@azure/core-rest-pipeline'
import type { Telemetry } from '../../domain/ports/telemetry.ts'

/** The way to Cosmos DB, with what each answer says that it cost. */
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
