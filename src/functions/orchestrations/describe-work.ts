import { z } from 'zod'
import { operationPartition, operations } from '../../domain/model/operations/operation.ts'
import type { Store } from '../../domain/ports/store.ts'

const stepInput = z.object({
  operation: z.string().optional(),
  work: z.object({ operation: z.string() }).optional(),
})

/** The operation id in the input of a step. */
export const operationOf = (input: unknown): string | undefined => {
  const { data } = stepInput.safeParse(input)
  return data?.operation ?? data?.work?.operation
}

/** The log fields of a step: its operation, and the request that started the operation. */
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
    // An incomplete log line is better than none.
    return { operationId }
  }
}
