import { useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { useChange } from '../../ui/use-change.ts'
import { itemCountsKey } from './item-list.ts'
import { bulkBodyOf, type BulkRequest } from './bulk-request.ts'

interface Started {
  readonly operation: string
  readonly request: BulkRequest
}

/** Starts the review of all items of a filter. A request that got no answer is repeated as the same one. */
export const useBulkReview = (project: string) => {
  const api = useApi()
  const [started, setStarted] = useState<Started>()
  const [attempt, setAttempt] = useState({ body: '', key: '' })
  const change = useChange(
    async (request: BulkRequest): Promise<Started> => {
      const body = bulkBodyOf(request)
      const text = JSON.stringify(body)
      const key = attempt.body === text ? attempt.key : crypto.randomUUID()
      setAttempt({ body: text, key })
      const { id } = await dataOf(
        api.POST('/projects/{project}/review-items', {
          params: { path: { project } },
          headers: { 'Idempotency-Key': key },
          body,
        }),
      )
      return { operation: id, request }
    },
    {
      makesOld: [itemCountsKey(project)],
      onDone: (done) => {
        setAttempt({ body: '', key: '' })
        setStarted(done)
      },
    },
  )
  const start = async (request: BulkRequest): Promise<boolean> => {
    await change.mutateAsync(request)
    return true
  }
  return { started, start, isPending: change.isPending }
}
