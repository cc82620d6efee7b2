import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../../domain/ports/store.ts'
import { checkBatch, checkId, checkPartition } from '../store/batch-checks.ts'
import { checkQuery, checkReadMany } from '../store/query-checks.ts'
import { startAttempts } from './attempts.ts'
import type { Attempts, Clock, Deadlines } from './attempts.ts'
import { planBatch } from './batch-plan.ts'
import { createFence } from './fence.ts'
import { openContainers } from './open-containers.ts'
import type { ClientOptions } from './open-containers.ts'
import { createReads, toStored } from './reads.ts'
import { createServiceClock } from './service-clock.ts'
import { wrapClient } from './wrap-client.ts'
import { writeBatch } from './write-batch.ts'

export interface CosmosOptions extends Omit<ClientOptions, 'requestTimeout' | 'httpClient'>, Partial<Clock> {
  readonly deadlines?: Partial<Deadlines> | undefined
  /** Replaces the network. */
  readonly httpClient?: ClientOptions['httpClient'] | undefined
}

export interface CosmosStore extends Store {
  /** How far the clock of the database is ahead of `now`, in milliseconds: 0 until a response shows 2 s or more. */
  clockDifference(): number
}

const defaultDeadlines: Deadlines = { read: 10_000, write: 15_000, attempt: 5000 }

const startTimer: Clock['after'] = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** The id and partition of a document that never exists. A read of it checks the connection. */
const pingId = 'ping'

/**
 * The store on Azure Cosmos DB. The database and its containers must exist with the settings of `containerSettings`.
 * Create one store per process: each store has its own connections.
 */
export const createCosmosStore = (options: CosmosOptions): CosmosStore => {
  const { now = Date.now, sleep = async (ms: number) => pause(ms), random = Math.random } = options
  const { after = startTimer } = options
  const deadlines = { ...defaultDeadlines, ...options.deadlines }
  const clock = createServiceClock()
  const httpClient = wrapClient(clock, now, options.httpClient)
  const containers = openContainers({ ...options, httpClient, requestTimeout: deadlines.attempt })
  const { find, findMany, query } = createReads(containers)
  const fence = createFence(containers)

  const start = (kind: 'read' | 'write'): Attempts =>
    startAttempts({ now, sleep, after, random }, now() + deadlines[kind], deadlines.attempt)

  return {
    read: async (container, partition, id) => {
      checkPartition(partition)
      checkId(id)
      const found = await find(start('read'), container, partition, id)
      return found && toStored(found)
    },
    readMany: async (container, partition, ids) => {
      checkPartition(partition)
      checkReadMany(ids)
      ids.forEach(checkId)
      return (await findMany(start('read'), container, partition, ids)).map(toStored)
    },
    query: async (container, partition, storeQuery) => {
      checkPartition(partition)
      checkQuery(container, storeQuery)
      return query(start('read'), container, partition, storeQuery)
    },
    batch: async (container, partition, operations) => {
      checkBatch(partition, operations)
      const plan = planBatch(partition, operations, randomBytes(9).toString('base64url'))
      const attempts = start('write')
      return writeBatch(plan, attempts, {
        send: async ({ inputs }, abortSignal) => {
          const sent = await containers[container].items.batch([...inputs], partition, {
            abortSignal,
            contentResponseOnWriteEnabled: false,
          })
          return sent.result ?? []
        },
        // A replica that lags would show the time before the batch.
        find: async (ids) => {
          await fence(attempts.fork(), container, partition)
          return findMany(attempts.fork(), container, partition, ids)
        },
      })
    },
    fence: async (container, partition) => {
      checkPartition(partition)
      await fence(start('read'), container, partition)
    },
    ping: async () => {
      await find(start('read'), 'workspace', pingId, pingId)
    },
    clockDifference: clock.difference,
  }
}
