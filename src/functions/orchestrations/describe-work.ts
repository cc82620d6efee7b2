import { z } from 'zod'
import { operationPartition, operations } from '../../domain/model/operations/operation.ts'
import type { Store } from '../../domain/ports/store.ts'

const stepInput = z.object({
  operation: z.string().optional(),
  work: z.object({ operation: z.string() }).optional(),
})

/** The operation that a step is of, from what the orchestrator sent. */
export const operationOf = (input: unknown): string | undefined => {
  const { data } = stepInput.safeParse(input)
  return data?.operation ?? data?.work?.operation
}

/** What a line about a step says of its origin: the operation, and the request that asked for it. */
export const describeWork = async (
  { store }: { readonly store: Store },
  input: unknown,
): Promise<{ readonly operationId?: string; readonly requestId?: string | undefined }> => {
  const operationId = operationOf(input)
  if (operationId === undefined) return {}
  try {
    const found = await operations.read(store, operationPartition, operationId)
    return { operationId, requestId: found?.document.requestId }
  } catch {
    // The line is worth more than that it is complete.
    return { operationId }
  }
}
