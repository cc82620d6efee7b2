import { z } from 'zod'
import { answerChoice } from '../../domain/core/choice.ts'
import { storeStates, type GetHealth } from '../../domain/health/get-health.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const checks = z
  .object({
    store: answerChoice('StoreHealth', storeStates).meta({
      description:
        'The document store. `Full`: its disk is full, so reads work and writes are refused until there is room. `Damaged`: its file must be restored from a backup. `Unhealthy`: it does not respond.',
    }),
    exportStorage: answerChoice('StorageHealth', ['Healthy', 'Unhealthy']).meta({
      description: 'The storage for export files. If it is unhealthy, only exports fail.',
    }),
  })
  .meta({ id: 'HealthChecks', description: 'The health of each part' })

const healthBody = z
  .object({
    status: answerChoice('HealthStatus', ['Healthy', 'Degraded', 'Unhealthy']).meta({
      description: 'Degraded: the service is available, and something does not work',
    }),
    checks,
  })
  .meta({ id: 'Health', description: 'The health of the service' })

export const getHealthRoute = (getHealth: GetHealth) =>
  defineRoute(
    {
      operation: 'getHealth',
      method: 'GET',
      path: '/health',
      summary: 'Returns the health of the service',
      tag: 'Service',
      access: permissions.getHealth,
      responses: {
        200: {
          description:
            'The service is available; `Degraded` if the store is full or the export storage is unhealthy',
          body: healthBody,
        },
        503: { description: 'The document store is unavailable or damaged', body: healthBody },
      },
      errors: [],
    },
    {
      run: () => getHealth(),
      present: (health) => ({ status: health.status === 'Unhealthy' ? 503 : 200, body: health }),
    },
  )
