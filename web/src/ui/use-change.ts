import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { say } from '../shell/toast-queue.ts'
import { wordsOf } from './words-of.ts'

interface ChangeOptions<Result> {
  /** The queries that the change makes old. */
  readonly makesOld: readonly QueryKey[]
  readonly onDone?: (result: Result) => void
  /** Handles a failure itself; false leaves it to the usual message. */
  readonly onProblem?: (error: Error) => boolean
}

/** For the change of a dialog, which says the failure itself. */
export const saidByDialog = (): boolean => true

/** A change through the API. A failure is said in the service's words. */
export const useChange = <Input, Result>(
  run: (input: Input) => Promise<Result>,
  { makesOld, onDone, onProblem }: ChangeOptions<Result>,
) => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: run,
    onSuccess: async (result) => {
      await Promise.all(makesOld.map((queryKey) => queries.invalidateQueries({ queryKey })))
      onDone?.(result)
    },
    onError: (error) => {
      if (!onProblem?.(error)) say({ ...wordsOf(error), tone: 'problem' })
    },
  })
}
