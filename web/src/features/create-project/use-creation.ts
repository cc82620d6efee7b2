import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useApi } from '../../api/api-context.tsx'
import { datasetsKey } from '../../data/queries.ts'
import { usePerson } from '../../session/session-context.tsx'
import { creationSteps, projectNameOf, runCreation } from './creation.ts'
import type { Draft } from './draft.ts'
import { performStep } from './perform-step.ts'
import type { ChangeDraft } from './use-draft.ts'

export interface Creation {
  readonly project: string
  readonly operation: string | undefined
}

/** Makes the dataset, the project and its members. After a failure a further run goes on where it stopped. */
export const useCreation = (draft: Draft, onChange: ChangeDraft, onDone: (made: Creation) => void) => {
  const api = useApi()
  const queries = useQueryClient()
  const { user } = usePerson()
  const [operation, setOperation] = useState<string>()
  const [done, setDone] = useState(0)
  const steps = creationSteps(draft, user)
  const run = useMutation({
    mutationFn: async (): Promise<Creation> => {
      const project = draft.made ?? projectNameOf(draft)
      let started = operation
      setDone(0)
      await runCreation(
        steps,
        async (step) => {
          const performed = await performStep(api, step)
          if (step.kind !== 'project') return
          started = performed.operation ?? started
          setOperation(started)
          // From here on only people are missing, also after a reload.
          onChange({ made: project })
        },
        setDone,
      )
      return { project, operation: started }
    },
    onSuccess: onDone,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['projects'] }),
        queries.invalidateQueries({ queryKey: datasetsKey }),
      ]),
  })
  return { run, done, total: steps.length }
}
