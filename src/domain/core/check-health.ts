import type { Deps } from './deps.ts'
import type { Millis } from './time.ts'

export type CheckResult = 'Healthy' | 'Unhealthy'

export interface Health {
  /** Unhealthy: nothing works. Degraded: only exports do not. */
  readonly status: 'Healthy' | 'Degraded' | 'Unhealthy'
  readonly checks: { readonly store: CheckResult; readonly exportStorage: CheckResult }
}

const deadline: Millis = 2000

/** Why a check failed is logged where it happens; outside only that it did. */
const check = async (ping: () => Promise<void>): Promise<CheckResult> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<CheckResult>((resolve) => {
    timer = setTimeout(() => resolve('Unhealthy'), deadline)
  })
  try {
    return await Promise.race([
      ping().then(
        (): CheckResult => 'Healthy',
        (): CheckResult => 'Unhealthy',
      ),
      late,
    ])
  } finally {
    clearTimeout(timer)
  }
}

/** Whether the service and what it needs can be reached now; it answers within two seconds. */
export const checkHealth =
  ({ store, files }: Pick<Deps, 'store' | 'files'>) =>
  async (): Promise<Health> => {
    const [storeCheck, exportStorage] = await Promise.all([
      check(() => store.ping()),
      check(() => files.ping()),
    ])
    const status =
      storeCheck === 'Unhealthy' ? 'Unhealthy' : exportStorage === 'Unhealthy' ? 'Degraded' : 'Healthy'
    return { status, checks: { store: storeCheck, exportStorage } }
  }

export type CheckHealth = ReturnType<typeof checkHealth>
