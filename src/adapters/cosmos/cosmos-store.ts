import { randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../../domain/ports/store.ts'
import { checkBatch, checkId, checkPartition } from '../store/batch-checks.ts'
import { checkQuery, checkReadMany } from '../store/query-checks.ts'
import { startAttempts } from './attempts.ts'
import type { Attempts, Clock, Deadlines } from './attempts.ts'
import { planBatch } from './batch-plan.ts'
import { openContainers } from './client.ts'
import type { ClientOptions } from './client.ts'
import { createReads, stored } from './reads.ts'
import { writeBatch } from './write-batch.ts'

export interface CosmosOptions extends Omit<ClientOptions, 'requestTimeout'>, Partial<Clock> {
  readonly deadlines?: Partial<Deadlines> | undefined
}

const usualDeadlines: Deadlines = { read: 10_000, write: 15_000, attempt: 5000 }

const startTimer: Clock['after'] = (ms, run) => {
  const timer = setTimeout(run, ms)
  return () => clearTimeout(timer)
}

/** A document that nobody writes: to read it says whether the database answers. */
const pinged = 'ping'

/**
 * The store on Azure Cosmos DB. The database and its containers have to be there, as `containerSettings` says.
 * Make one for the whole process: each has its own connections.
 */
export const createCosmosStore = (options: CosmosOptions): Store => {
  const { now = Date.now, sleep = async (ms: number) => pause(ms), random = Math.random } = options
  const { after = startTimer } = options
  const deadlines = { ...usualDeadlines, ...options.deadlines }
  const containers = openContainers({ ...options, requestTimeout: deadlines.attempt })
  const { find, findMany, query } = createReads(containers)

  const start = (kind: 'read' | 'write'): Attempts =>
    startAttempts({ now, sleep, after, random }, now() + deadlines[kind], deadlines.attempt)

  return {
    read: async (container, partition, id) => {
      checkPartition(partition)
      checkId(id)
      const found = await find(start('read'), container, partition, id)
      return found && stored(found)
    },
    readMany: async (container, partition, ids) => {
      checkPartition(partition)
      checkReadMany(ids)
      ids.forEach(checkId)
      return (await findMany(start('read'), container, partition, ids)).map(stored)
    },
    query: async (container, partition, asked) => {
      checkPartition(partition)
      checkQuery(container, asked)
      return query(start('read'), container, partition, asked)
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
        find: async (ids) => findMany(attempts.fork(), container, partition, ids),
      })
    },
    ping: async () => {
      await find(start('read'), 'workspace', pinged, pinged)
    },
  }
}
