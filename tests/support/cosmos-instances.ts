import { createCosmosStore } from '../../src/adapters/cosmos/cosmos-store.ts'
import type { CosmosOptions, CosmosStore } from '../../src/adapters/cosmos/cosmos-store.ts'
import { createEngineGateway } from './engine-gateway.ts'
import type { EngineGatewayOptions } from './engine-gateway.ts'
import { createStillClock } from './still-clock.ts'
import type { StillClock } from './still-clock.ts'

type Gateway = ReturnType<typeof createEngineGateway>

/** The engine over the real SDK on a gateway. Each store has a session of its own, like a process of the service. */
export const openStoreOn = (
  { httpClient }: Pick<Gateway, 'httpClient'>,
  { now, sleep, after, random }: StillClock,
  engine: Partial<CosmosOptions> = {},
): CosmosStore =>
  createCosmosStore({
    endpoint: 'https://account.documents.azure.test',
    access: { key: Buffer.from('a key').toString('base64') },
    database: 'etiquette',
    httpClient,
    now,
    sleep,
    after,
    random,
    ...engine,
  })

/** A gateway with a clock that only waits, deadlines and `advance` move. */
export const openGateway = ({ fault, ...more }: Partial<EngineGatewayOptions> = {}) => {
  const clock = createStillClock()
  const gateway = createEngineGateway({
    now: clock.now,
    fault: (request, number) => {
      const planned = fault?.(request, number)
      // A slow answer comes by a timer of its own.
      if (planned && !('slow' in planned)) clock.passDeadlines()
      return planned
    },
    ...more,
  })
  return { clock, gateway }
}

/**
 * Two instances of the service on one database whose replicas lag: two stores, each with a session of its own.
 *
 * - `freeze` stops all replicas but the primary at what is written now. From then on `one` sees what `one` writes, and `two`
 *   does not see it before `two` writes or calls `fence`. `release` lets the replicas go on.
 * - With `lag` (`uniformLag`, `oneBehind`) replicas are behind by the gateway's clock, which stands still but for
 *   `clock.advance`, pauses and deadlines.
 * - `open` opens another instance, such as a step of long work with its own session.
 */
export const openInstances = (options: Partial<EngineGatewayOptions> = {}) => {
  const { clock, gateway } = openGateway(options)
  const open = (engine: Partial<CosmosOptions> = {}): CosmosStore => openStoreOn(gateway, clock, engine)
  return {
    clock,
    gateway,
    now: clock.now,
    open,
    one: open(),
    two: open(),
    freeze: gateway.freeze,
    release: gateway.release,
  }
}
export type Instances = ReturnType<typeof openInstances>
