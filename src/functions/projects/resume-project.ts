import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import type { ResumeProject } from '../../domain/projects/resume-project.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import type { ProjectSchemas } from './project-schemas.ts'

export const resumeProjectRoute = (
  resumeProject: ResumeProject,
  { projectBody, toProject }: ProjectSchemas,
) =>
  defineRoute(
    {
      operation: 'resumeProject',
      method: 'POST',
      path: '/projects/{project}/resume',
      summary: 'Resume a project',
      description: 'Pages are handed out again. Harmless if it is so already.',
      tag: 'Projects',
      access: permissions.resumeProject,
      idempotent: true,
      params: z.object({ project: projectName }),
      responses: { 200: { description: 'The project as it is now', body: projectBody, headers: ['ETag'] } },
      errors: ['ProjectNotFound', 'Forbidden', 'ProjectBusy'],
    },
    {
      run: ({ caller, params }) => resumeProject(caller, params.project),
      present: ({ project, etag, status, totals }) => ({
        status: 200,
        etag,
        body: toProject(project, status, totals),
      }),
    },
  )
