import type { Container } from '@azure/cosmos'
import type { BatchOperation, ContainerName } from '../../domain/ports/store.ts'
import type { Attempts } from './attempts.ts'
import { outcomeOf } from './batch-outcome.ts'
import { planBatch } from './batch-plan.ts'

/** A document that never exists: its deletion fails and writes nothing. */
const missing: BatchOperation = { type: 'delete', id: 'fence', ifMatch: '' }

/**
 * A write is answered by the primary replica, also if it fails, with the newest session token. The client sends this token
 * with its later reads, so a replica that lags cannot answer them. A read is no fence: its response has the token of the
 * replica that answered.
 */
export const createFence = (containers: Readonly<Record<ContainerName, Container>>) => {
  return async (attempts: Attempts, container: ContainerName, partition: string): Promise<void> => {
    const plan = planBatch(partition, [missing], '')
    await attempts.read(async (abortSignal) => {
      const { result } = await containers[container].items.batch([...plan.inputs], partition, {
        abortSignal,
        contentResponseOnWriteEnabled: false,
      })
      const outcome = outcomeOf(plan, result ?? [])
      if (outcome.type === 'result') return
      const { status, code } = outcome.failure
      throw Object.assign(new Error('The fence failed'), { code: status ?? code })
    })
  }
}
