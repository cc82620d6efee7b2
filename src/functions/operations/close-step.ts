import { z } from 'zod'
import { closeWork } from '../../domain/operations/close-work.ts'
import { stepFailure } from '../orchestrations/failure.ts'
import { defineActivity, noOutput, workInput } from '../orchestrations/activity.ts'

export const closeWorkStep = defineActivity({
  name: 'closeWorkStep',
  input: workInput.extend({
    failure: stepFailure.optional(),
    filesLater: z.boolean().optional(),
  }),
  output: noOutput,
  run: async (deps, input) => {
    const { failure, filesLater } = input
    await closeWork({ ...deps, filesLater })(
      input.operation,
      failure ? { status: 'Failed', error: failure } : { status: 'Canceled' },
    )
    return null
  },
})
