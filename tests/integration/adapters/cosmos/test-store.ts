import type { CosmosOptions } from '../../../../src/adapters/cosmos/cosmos-store.ts'
import type { HttpRequest } from '../../../../local/cosmos-gateway/http.ts'
import { openGateway, openStoreOn } from '../../../support/cosmos-instances.ts'
import type { EngineGatewayOptions } from '../../../support/engine-gateway.ts'

/** The engine over the real SDK on a gateway, with a clock that only its own waits, deadlines and `advance` move. */
export const openTestStore = (
  options: Partial<EngineGatewayOptions> = {},
  engine: Pick<CosmosOptions, 'deadlines' | 'sleep'> = {},
) => {
  const { clock, gateway } = openGateway(options)
  /** Of each request. */
  const signals: HttpRequest['abortSignal'][] = []
  const httpClient: CosmosOptions['httpClient'] = {
    sendRequest: (request) => {
      signals.push(request.abortSignal)
      return gateway.httpClient.sendRequest(request)
    },
  }
  const store = openStoreOn(gateway, clock, { httpClient, ...engine })
  const { now, advance, waits } = clock
  return { store, gateway, signals, waits, now, advance }
}
