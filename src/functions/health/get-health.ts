import { z } from 'zod'
import type { GetHealth } from '../../domain/health/get-health.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const check = z.enum(['Healthy', 'Unhealthy'])

const healthBody = z
  .object({
    status: z.enum(['Healthy', 'Degraded', 'Unhealthy']),
    checks: z.object({
      store: check.meta({ description: 'The document store; nothing works without it' }),
      exportStorage: check.meta({ description: 'Where exports are written; the rest works without it' }),
    }),
  })
  .meta({ id: 'Health' })

export const getHealthRoute = (getHealth: GetHealth) =>
  defineRoute(
    {
      operation: 'getHealth',
      method: 'GET',
      path: '/health',
      summary: 'Ask whether the service is up',
      tag: 'Service',
      access: permissions.getHealth,
      responses: {
        200: { description: 'Up; `Degraded` if only exports cannot be written', body: healthBody },
        503: { description: 'The store does not answer', body: healthBody },
      },
      errors: [],
    },
    {
      run: () => getHealth(),
      present: (health) => ({ status: health.status === 'Unhealthy' ? 503 : 200, body: health }),
    },
  )
