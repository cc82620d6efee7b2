import type { Deps } from '../../domain/ports/deps.ts'
import type { CountersReader } from '../../domain/model/items/read-counters.ts'
import { pauseProject, resumeProject } from '../../domain/projects/change-status.ts'
import { deleteProject } from '../../domain/projects/delete-project.ts'
import { getProject } from '../../domain/projects/get-project.ts'
import { listProjects } from '../../domain/projects/list-projects.ts'
import { putProject } from '../../domain/projects/put-project.ts'
import { readProgress } from '../../domain/projects/get-progress.ts'
import { updateProject } from '../../domain/projects/update-project.ts'
import { countFiles, usualCountLimits } from '../../domain/model/files/count-files.ts'
import type { Route } from '../http/route.ts'
import { deleteProjectRoute } from './delete-project.ts'
import { getProgressRoute } from './get-progress.ts'
import { getProjectRoute } from './get-project.ts'
import { listProjectsRoute } from './list-projects.ts'
import { pauseProjectRoute } from './pause-project.ts'
import { putProjectRoute } from './put-project.ts'
import { resumeProjectRoute } from './resume-project.ts'
import { updateProjectRoute } from './update-project.ts'

export const projectRoutes = (
  deps: Pick<Deps, 'store' | 'blobs' | 'now' | 'newId'> & { readonly counters: CountersReader },
): readonly Route[] => [
  listProjectsRoute(listProjects(deps)),
  putProjectRoute(
    putProject({
      ...deps,
      countFiles: (dataset, enough) =>
        countFiles(deps, dataset, { ...usualCountLimits, ...(enough === undefined ? {} : { enough }) }),
    }),
  ),
  getProjectRoute(getProject(deps)),
  updateProjectRoute(updateProject(deps)),
  deleteProjectRoute(deleteProject(deps)),
  pauseProjectRoute(pauseProject(deps)),
  resumeProjectRoute(resumeProject(deps)),
  getProgressRoute(readProgress(deps)),
]
