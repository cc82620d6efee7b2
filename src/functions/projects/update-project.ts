import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import { nameWarnings } from '../../domain/model/labels/name-warnings.ts'
import type { UpdateProject } from '../../domain/projects/update-project.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { toWarnings } from '../http/warning-schema.ts'
import type { ProjectSchemas } from './project-schemas.ts'

export const updateProjectRoute = (
  updateProject: UpdateProject,
  { projectBody, toProject, updateProjectBody }: ProjectSchemas,
) =>
  defineRoute(
    {
      operation: 'updateProject',
      method: 'PATCH',
      path: '/projects/{project}',
      summary: 'Updates settings of a project',
      description:
        'Takes a JSON merge patch. A list such as `labelClasses` is replaced as a whole: send the existing classes too, with their ids. A class with its id and another name is renamed.',
      tag: 'Projects',
      access: permissions.updateProject,
      params: z.object({ project: projectName }),
      body: updateProjectBody,
      ifMatch: 'Required',
      responses: { 200: { description: 'The updated project', body: projectBody, headers: ['ETag'] } },
      errors: ['ProjectNotFound', 'Forbidden', 'PreconditionFailed'],
    },
    {
      run: ({ caller, params, body, ifMatch }) =>
        updateProject(caller, { name: params.project, patch: body, ifMatch }),
      present: (shown) => ({
        status: 200,
        etag: shown.etag,
        body: { ...toProject(shown), warnings: toWarnings(nameWarnings(shown.project.classes)) },
      }),
    },
  )
