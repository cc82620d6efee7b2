import type { Log } from '../ports/log.ts'
import type { Deps } from '../ports/deps.ts'
import type { Millis } from '../core/time.ts'

export type CheckResult = 'Healthy' | 'Unhealthy'

export interface Health {
  /** Unhealthy: nothing works. Degraded: only exports do not. */
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
 * Whether the service and what it needs can be reached now; it answers within `healthTimeout`. Concurrent requests
 * share one check, because anybody may ask.
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
