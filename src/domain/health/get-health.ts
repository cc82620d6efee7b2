import type { Log } from '../ports/log.ts'
import type { Deps } from '../ports/deps.ts'
import type { Millis } from '../core/time.ts'

export type CheckResult = 'Healthy' | 'Unhealthy'

export interface Health {
  /** `Unhealthy`: the store does not respond, so nothing works. `Degraded`: only exports do not work. */
  readonly status: 'Healthy' | 'Degraded' | 'Unhealthy'
  readonly checks: { readonly store: CheckResult; readonly exportStorage: CheckResult }
}

const within = async (deadline: Millis, work: Promise<void>): Promise<void> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${deadline} ms`)), deadline)
  })
  try {
    await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
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
  const check = async (name: string, work: Promise<void>): Promise<CheckResult> => {
    try {
      await within(healthTimeout, work)
      return 'Healthy'
    } catch (error) {
      log('Warning', 'A health check failed', { check: name, error })
      return 'Unhealthy'
    }
  }
  const look = async (): Promise<Health> => {
    const [storeCheck, exportStorage] = await Promise.all([
      check('store', store.ping()),
      check('exportStorage', files.ping()),
    ])
    const status =
      storeCheck === 'Unhealthy' ? 'Unhealthy' : exportStorage === 'Unhealthy' ? 'Degraded' : 'Healthy'
    return { status, checks: { store: storeCheck, exportStorage } }
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
