import { z } from 'zod'
import { storeStates, type GetHealth } from '../../domain/health/get-health.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'

const check = z.enum(['Healthy', 'Unhealthy'])

const healthBody = z
  .object({
    status: z.enum(['Healthy', 'Degraded', 'Unhealthy']),
    checks: z.object({
      store: z.enum(storeStates).meta({
        description:
          'The document store. `Full`: its disk is full, so reads work and writes are refused until there is room. `Damaged`: its file must be restored from a backup. `Unhealthy`: it does not respond.',
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
          description:
            'The service is available; `Degraded` if the store is full or the export storage is unhealthy',
          body: healthBody,
        },
        503: {
          description: 'The document store is unavailable or damaged',
          body: healthBody,
          headers: ['Retry-After'],
        },
      },
      errors: [],
    },
    {
      run: () => getHealth(),
      present: (health) =>
        health.status === 'Unhealthy'
          ? { status: 503, body: health, headers: { 'Retry-After': '5' } }
          : { status: 200, body: health },
    },
  )
