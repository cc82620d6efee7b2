import { isDomainError } from '../core/errors.ts'
import type { Log } from '../ports/log.ts'
import type { Deps } from '../ports/deps.ts'
import type { Millis } from '../core/time.ts'
import { within } from '../core/within.ts'

/** `Full`: reads work, and writes are refused until there is room. `Damaged`: an operator must restore the store. */
type StoreState = 'Healthy' | 'Full' | 'Damaged' | 'Unhealthy'
type CheckResult = 'Healthy' | 'Unhealthy'

export interface Health {
  /**
   * `Unhealthy`: the store does not respond or is damaged, so nothing works. `Degraded`: the store refuses writes, or exports
   * do not work.
   */
  readonly status: 'Healthy' | 'Degraded' | 'Unhealthy'
  readonly checks: { readonly store: StoreState; readonly exportStorage: CheckResult }
}

const storeStateOf = (error: unknown): StoreState => {
  if (isDomainError(error, 'StorageFull')) return 'Full'
  return isDomainError(error, 'StorageDamaged') ? 'Damaged' : 'Unhealthy'
}

const statusOf = (store: StoreState, exportStorage: CheckResult): Health['status'] => {
  if (store === 'Unhealthy' || store === 'Damaged') return 'Unhealthy'
  return store === 'Full' || exportStorage === 'Unhealthy' ? 'Degraded' : 'Healthy'
}

/**
 * Checks that the store and the export storage respond within `healthTimeout`. The endpoint is public, so concurrent
 * requests share one check.
 */
export const getHealth = ({
  store,
  files,
  log,
  healthTimeout,
}: Pick<Deps, 'store' | 'files'> & { readonly log: Log; readonly healthTimeout: Millis }) => {
  const check = async <T>(
    name: string,
    work: Promise<void>,
    stateOf: (error: unknown) => T,
  ): Promise<T | 'Healthy'> => {
    try {
      await within(healthTimeout, work, () => {
        throw new Error(`No answer within ${healthTimeout} ms`)
      })
      return 'Healthy'
    } catch (error) {
      log('Warning', 'A health check failed', { check: name, error })
      return stateOf(error)
    }
  }
  const look = async (): Promise<Health> => {
    const [storeCheck, exportStorage] = await Promise.all([
      check('store', store.ping(), storeStateOf),
      check('exportStorage', files.ping(), () => 'Unhealthy' as const),
    ])
    return { status: statusOf(storeCheck, exportStorage), checks: { store: storeCheck, exportStorage } }
  }
  let looking: Promise<Health> | undefined
  return (): Promise<Health> => {
    looking ??= look().finally(() => {
      looking = undefined
    })
    return looking
  }
}

export type GetHealth = ReturnType<typeof getHealth>
