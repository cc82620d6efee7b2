import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { DomainError } from '../../domain/core/errors.ts'
import type { GetHealth, Health } from '../../domain/health/get-health.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const checks = z
  .object({
    store: answerChoice('StoreHealth', ['Healthy', 'Full']).meta({
      description:
        'The document store. `Full`: its disk is full, so reads work and writes are refused until there is room.',
    }),
    exportStorage: answerChoice('StorageHealth', ['Healthy', 'Unhealthy']).meta({
      description: 'The storage for export files. If it is unhealthy, only exports fail.',
    }),
  })
  .meta({ id: 'HealthChecks', description: 'The health of each part' })

const healthBody = z
  .object({
    status: answerChoice('HealthStatus', ['Healthy', 'Degraded']).meta({
      description: 'Degraded: the service is available, and something does not work',
    }),
    checks,
  })
  .meta({ id: 'Health', description: 'The health of the service' })

const messages: Readonly<Record<string, string>> = {
  Damaged: 'The document store is damaged; an operator must restore it from a backup',
  Unhealthy: 'It does not respond; an operator finds the reason in the log of the service',
}

/**
 * The error of an unhealthy service: load balancers look at the status only, which must not be 2xx, and clients read the body
 * of every error in the same way.
 */
const unhealthy = ({ checks }: Health): DomainError =>
  new DomainError(
    checks.store === 'Damaged' ? 'StorageDamaged' : 'ServiceUnavailable',
    'The service is not healthy; details has the checks that fail. Try again after Retry-After.',
    {
      details: Object.entries(checks)
        .filter(([, state]) => state !== 'Healthy')
        .map(([target, code]) => ({ code, target, message: messages[code] ?? 'The check fails' })),
    },
  )

export const getHealthRoute = (getHealth: GetHealth) =>
  defineRoute(
    {
      operation: 'getHealth',
      method: 'GET',
      path: '/health',
      summary: 'Returns the health of the service',
      description:
        'For load balancers and monitors: 200 if the service can work, 503 if it cannot. `details` of the 503 has the checks that fail: `store` is `Unhealthy` (no response) or `Damaged` (its file must be restored from a backup).',
      tag: 'Service',
      access: permissions.getHealth,
      responses: {
        200: {
          description:
            'The service is available; `Degraded` if the store is full or the export storage is unhealthy',
          body: healthBody,
        },
      },
      errors: [],
    },
    {
      run: async () => {
        const { status, checks } = await getHealth()
        const { store, exportStorage } = checks
        if (status === 'Unhealthy' || store === 'Unhealthy' || store === 'Damaged')
          throw unhealthy({ status, checks })
        return { status, checks: { store, exportStorage } }
      },
      present: (health) => ({ status: 200, body: health }),
    },
  )
