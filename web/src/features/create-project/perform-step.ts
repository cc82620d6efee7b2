import { dataOf, type Api } from '../../api/client.ts'
import type { CreationStep } from './creation.ts'

export interface Performed {
  /** The import of a project that was made. */
  readonly operation?: string | undefined
}

/** Sends one request of the creation. Sent again it changes nothing. @throws ApiProblem, in the service's words */
export const performStep = async (api: Api, step: CreationStep): Promise<Performed> => {
  const header = { 'If-None-Match': '*' } as const
  switch (step.kind) {
    case 'dataset':
      await dataOf(
        api.PUT('/datasets/{dataset}', {
          params: { path: { dataset: step.name }, header },
          body: step.body,
        }),
      )
      return {}
    case 'project': {
      const { operation } = await dataOf(
        api.PUT('/projects/{project}', {
          params: { path: { project: step.name }, header },
          body: step.body,
        }),
      )
      return { operation: operation?.id }
    }
    case 'member': {
      const { project, member } = step
      await dataOf(
        api.PUT('/projects/{project}/members/{user}', {
          params: { path: { project, user: member.user }, header },
          body: { role: member.role },
        }),
      )
      return {}
    }
  }
}
