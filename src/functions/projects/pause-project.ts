import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { GetProject } from '../../domain/projects/get-project.ts'
import type { PauseProject } from '../../domain/projects/pause-project.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ProjectSchemas } from './project-schemas.ts'

export const pauseProjectRoute = (
  pauseProject: PauseProject,
  getProject: GetProject,
  { projectBody, toProject }: ProjectSchemas,
) =>
  defineRoute(
    {
      operation: 'pauseProject',
      method: 'POST',
      path: '/projects/{project}/pause',
      summary: 'Pauses a project',
      description:
        'The project grants no more pages. Leased pages can still be submitted. A repeated pause has no effect.',
      tag: 'Projects',
      access: permissions.pauseProject,
      idempotent: 'Recorded',
      params: z.object({ project: projectName }),
      responses: { 200: { description: 'The paused project', body: projectBody, headers: ['ETag'] } },
      errors: ['ProjectNotFound', 'Forbidden', 'ProjectBusy'],
    },
    {
      run: ({ caller, params }) => pauseProject(caller, params.project),
      recorded: {
        keep: () => '',
        replay: (_, { caller, params }) => getProject(caller, params.project),
      },
      present: (shown) => ({ status: 200, etag: shown.etag, body: toProject(shown) }),
    },
  )
