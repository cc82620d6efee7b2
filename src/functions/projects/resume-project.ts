import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { GetProject } from '../../domain/projects/get-project.ts'
import type { ResumeProject } from '../../domain/projects/resume-project.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ProjectSchemas } from './project-schemas.ts'

export const resumeProjectRoute = (
  resumeProject: ResumeProject,
  getProject: GetProject,
  { projectBody, toProject }: ProjectSchemas,
) =>
  defineRoute(
    {
      operation: 'resumeProject',
      method: 'POST',
      path: '/projects/{project}/resume',
      summary: 'Resumes a paused project',
      description: 'The project grants pages again. A repeated resume has no effect.',
      tag: 'Projects',
      access: permissions.resumeProject,
      idempotent: 'Recorded',
      params: z.object({ project: projectName }),
      responses: { 200: { description: 'The resumed project', body: projectBody, headers: ['ETag'] } },
      errors: ['ProjectNotFound', 'Forbidden', 'ProjectBusy'],
    },
    {
      run: ({ caller, params }) => resumeProject(caller, params.project),
      recorded: {
        keep: () => '',
        replay: (_, { caller, params }) => getProject(caller, params.project),
      },
      present: (shown) => ({ status: 200, etag: shown.etag, body: toProject(shown) }),
    },
  )
