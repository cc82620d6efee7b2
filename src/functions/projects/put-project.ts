import { z } from 'zod'
import { projectName } from '../../domain/core/ids.ts'
import { nameWarnings } from '../../domain/model/labels/name-warnings.ts'
import type { PutProject } from '../../domain/projects/put-project.ts'
import { permissions } from '../http/permissions.ts'
import { defineRoute } from '../http/route.ts'
import { toWarnings } from '../http/warning-schema.ts'
import { operationHeaders, toStartedOperation } from '../operations/operation-schemas.ts'
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
        'A new project has the status `Creating` until its files are imported; follow `Operation-Location`. To replace the settings of an existing project, send its ETag in `If-Match`; `mediaType`, `taskType` and `dataset` cannot change. A repeated request finds the project as it was sent and changes nothing: its creator receives it as before (201, with the same operation) while its status is `Creating`, and afterwards the response is 200.',
      tag: 'Projects',
      access: permissions.putProject,
      params: z.object({ project: projectName }),
      body: createProjectBody,
      ifMatch: 'IfExists',
      startsWork: true,
      responses: {
        200: {
          description: 'The project with its new settings, or as it was',
          body: projectBody,
          headers: ['ETag'],
        },
        201: {
          description: 'The new project; its import runs',
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
      present: ({ operation, ...shown }, { url }) => {
        const body = { ...toProject(shown), warnings: toWarnings(nameWarnings(shown.project.classes)) }
        return operation
          ? {
              status: 201,
              etag: shown.etag,
              headers: operationHeaders(url, operation.id),
              body: { ...body, operation: toStartedOperation(operation) },
            }
          : { status: 200, etag: shown.etag, body }
      },
    },
  )
