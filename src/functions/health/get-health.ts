import { z } from 'zod'
import type { GetHealth } from '../../domain/health/get-health.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const check = z.enum(['Healthy', 'Unhealthy'])

const healthBody = z
  .object({
    status: z.enum(['Healthy', 'Degraded', 'Unhealthy']),
    checks: z.object({
      store: check.meta({
        description: 'The document store. If it is unhealthy, the service is unavailable.',
      }),
      exportStorage: check.meta({
        description: 'The storage for export files. If it is unhealthy, only exports fail.',
      }),
    }),
  })
  .meta({ id: 'Health' })

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
          description: 'The service is available; `Degraded` if the export storage is unhealthy',
          body: healthBody,
        },
        503: { description: 'The document store is unavailable', body: healthBody },
      },
      errors: [],
    },
    {
      run: () => getHealth(),
      present: (health) => ({ status: health.status === 'Unhealthy' ? 503 : 200, body: health }),
    },
  )
