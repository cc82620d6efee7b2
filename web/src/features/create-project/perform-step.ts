import { dataOf, type Api } from '../../api/client.ts'
import type { CreationStep } from './creation.ts'

export interface Performed {
  /** The import of a project that was made. */
  readonly operation?: string | undefined
}

/**
 * Sends one request of the creation. Without a condition the service answers what is there already as it was sent like what
 * it makes, and refuses to replace another dataset or project; so a step whose answer was lost can be sent again.
 * @throws ApiProblem, in the service's words
 */
export const performStep = async (api: Api, step: CreationStep): Promise<Performed> => {
  switch (step.kind) {
    case 'dataset':
      await dataOf(
        api.PUT('/datasets/{dataset}', {
          params: { path: { dataset: step.name } },
          body: step.body,
        }),
      )
      return {}
    case 'project': {
      const { operation } = await dataOf(
        api.PUT('/projects/{project}', {
          params: { path: { project: step.name } },
          body: step.body,
        }),
      )
      return { operation: operation?.id }
    }
    case 'member': {
      const { project, member } = step
      await dataOf(
        api.PUT('/projects/{project}/members/{user}', {
          params: { path: { project, user: member.user } },
          body: { role: member.role },
        }),
      )
      return {}
    }
  }
}
