import { createCosmosStore } from '../../../../src/adapters/cosmos/cosmos-store.ts'
import type { CosmosOptions } from '../../../../src/adapters/cosmos/cosmos-store.ts'
import type { HttpRequest } from '../../../../local/cosmos-gateway/http.ts'
import { createEngineGateway } from '../../../support/engine-gateway.ts'
import type { EngineGatewayOptions } from '../../../support/engine-gateway.ts'

interface Timer {
  readonly at: number
  readonly run: () => void
}

/**
 * A clock that stands still until something waits. On the gateway everything that can go on does so within one turn of the
 * event loop. What is still in flight after it hangs, or the SDK pauses inside: then it is the time of its deadline.
 */
const createClock = () => {
  let clock = 1_700_000_000_000
  const waits: number[] = []
  const timers = new Set<Timer>()
  return {
    waits,
    now: () => clock,
    advance: (ms: number) => {
      clock += ms
    },
    sleep: async (ms: number): Promise<void> => {
      waits.push(ms)
      clock += ms
    },
    after: (ms: number, run: () => void) => {
      const timer: Timer = { at: clock + ms, run }
      timers.add(timer)
      return () => {
        timers.delete(timer)
      }
    },
    passDeadlines: (): void => {
      setImmediate(() => {
        const due = [...timers]
        timers.clear()
        clock = Math.max(clock, ...due.map(({ at }) => at))
        for (const { run } of due) run()
      })
    },
  }
}

/** The engine over the real SDK on a gateway, with a clock that only its own waits, deadlines and `advance` move. */
export const openTestStore = (
  { fault, ...more }: Partial<EngineGatewayOptions> = {},
  engine: Pick<CosmosOptions, 'deadlines' | 'sleep'> = {},
) => {
  const { now, sleep, after, passDeadlines, advance, waits } = createClock()
  const gateway = createEngineGateway({
    now,
    fault: (request, number) => {
      const planned = fault?.(request, number)
      // A slow answer comes by a timer of its own.
      if (planned && !('slow' in planned)) passDeadlines()
      return planned
    },
    ...more,
  })
  /** Of each request. */
  const signals: HttpRequest['abortSignal'][] = []
  const store = createCosmosStore({
    endpoint: 'https://account.documents.azure.test',
    access: { key: Buffer.from('a key').toString('base64') },
    database: 'etiquette',
    httpClient: {
      sendRequest: (request) => {
        signals.push(request.abortSignal)
        return gateway.httpClient.sendRequest(request)
      },
    },
    now,
    sleep,
    after,
    random: () => 0.5,
    ...engine,
  })
  return { store, gateway, signals, waits, now, advance }
}
