import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import { nameWarnings } from '../../domain/model/labels/name-warnings.ts'
import type { PutProject } from '../../domain/projects/put-project.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { toWarnings } from '../http/warning-schema.ts'
import type { ProjectSchemas } from './project-schemas.ts'

export const putProjectRoute = (
  putProject: PutProject,
  { createProjectBody, projectBody, toProject }: ProjectSchemas,
) =>
  defineRoute(
    {
      operation: 'putProject',
      method: 'PUT',
      path: '/projects/{project}',
      summary: 'Creates a project, or replaces its settings',
      description:
        'A new project has the status `Creating` until its files are imported; follow `Operation-Location`. To replace the settings of an existing project, send its ETag in `If-Match`; `mediaType`, `taskType` and `dataset` cannot change.',
      tag: 'Projects',
      access: permissions.putProject,
      params: z.object({ project: projectName }),
      body: createProjectBody,
      ifMatch: 'IfExists',
      startsWork: true,
      responses: {
        200: { description: 'The project with its new settings', body: projectBody, headers: ['ETag'] },
        201: {
          description: 'The new project; its import is started',
          body: projectBody,
          headers: ['ETag', 'Operation-Location', 'Retry-After'],
        },
      },
      errors: [
        'DatasetNotFound',
        'DatastoreNotFound',
        'DatastoreUnreachable',
        'DatastoreUnavailable',
        'UnsupportedTask',
        'NoMatchingFiles',
        'ProjectBusy',
        'PreconditionFailed',
        'PreconditionRequired',
      ],
    },
    {
      run: ({ caller, params, body, ifMatch, createOnly, workflows }) => {
        const { mediaType, taskType, dataset, expectedItems, ...settings } = body
        return putProject(
          caller,
          {
            name: params.project,
            mediaType,
            taskType,
            dataset,
            expectedItems,
            settings,
            ifMatch,
            createOnly,
          },
          workflows,
        )
      },
      present: ({ created, project, etag, status, totals }, { url }) => {
        const body = {
          ...toProject(project, status, totals),
          warnings: toWarnings(nameWarnings(project.classes)),
        }
        if (!created) return { status: 200, etag, body }
        const headers = { 'Operation-Location': url(`/operations/${project.operation}`), 'Retry-After': '1' }
        return { status: 201, etag, headers, body }
      },
    },
  )
