import { idsOf } from './run-batch.ts'
import type { GatewayRequest } from './requests.ts'

export interface Contention {
  /**
   * Runs a batch some moments after it arrived. A batch that meets another one of the same documents in this time does not
   * run.
   */
  readonly run: <T>(request: GatewayRequest, perform: () => T, refuse: () => T) => Promise<T>
}

const documentsOf = (request: GatewayRequest): readonly string[] =>
  request.kind === 'batch'
    ? idsOf(request.operations).map((id) => JSON.stringify([request.container, request.partition, id]))
    : []

export const createContention = (): Contention => {
  const written = new Set<string>()
  return {
    run: async (request, perform, refuse) => {
      const documents = documentsOf(request)
      if (documents.some((one) => written.has(one))) return refuse()
      for (const one of documents) written.add(one)
      await Promise.resolve()
      for (const one of documents) written.delete(one)
      return perform()
    },
  }
}
