import { listAudit } from '../domain/audit/list-audit.ts'
import { listWorkspaceAudit } from '../domain/audit/list-workspace-audit.ts'
import { createDatasetContentUrls, createDatasetLinkCheck } from '../domain/datasets/dataset-content-urls.ts'
import { deleteDataset } from '../domain/datasets/delete-dataset.ts'
import { getDatasetContent } from '../domain/datasets/get-dataset-content.ts'
import { getDataset } from '../domain/datasets/get-dataset.ts'
import { listDatasetVersions } from '../domain/datasets/list-dataset-versions.ts'
import { listDatasets } from '../domain/datasets/list-datasets.ts'
import { previewDataset } from '../domain/datasets/preview-dataset.ts'
import { putDataset } from '../domain/datasets/put-dataset.ts'
import { browseDatastore } from '../domain/datastores/browse-datastore.ts'
import { createUploadUrls } from '../domain/datastores/create-upload-urls.ts'
import { deleteDatastore } from '../domain/datastores/delete-datastore.ts'
import { getDatastore } from '../domain/datastores/get-datastore.ts'
import { listDatastores } from '../domain/datastores/list-datastores.ts'
import { putDatastore } from '../domain/datastores/put-datastore.ts'
import { cancelExport } from '../domain/exports/cancel-export.ts'
import { deleteExport } from '../domain/exports/delete-export.ts'
import { createExportFileUrl, getExportFile } from '../domain/exports/get-export-file.ts'
import { getExport } from '../domain/exports/get-export.ts'
import { listExports } from '../domain/exports/list-exports.ts'
import { listFormats } from '../domain/exports/list-formats.ts'
import { listProjectFormats } from '../domain/exports/list-project-formats.ts'
import { startExport } from '../domain/exports/start-export.ts'
import { getHealth } from '../domain/health/get-health.ts'
import { getItemContent } from '../domain/items/get-item-content.ts'
import { getItem } from '../domain/items/get-item.ts'
import { listItems } from '../domain/items/list-items.ts'
import { getMyNumbers } from '../domain/labeling/get-my-numbers.ts'
import { getPage } from '../domain/labeling/get-page.ts'
import { createItemMemory } from '../domain/labeling/item-memory.ts'
import { createLeaseEnds } from '../domain/labeling/lease-ends.ts'
import { leasePages } from '../domain/labeling/lease-pages.ts'
import { createLeaseQueue } from '../domain/labeling/lease-queue.ts'
import { listMyAnswers } from '../domain/labeling/list-my-answers.ts'
import { listPages } from '../domain/labeling/list-pages.ts'
import { takePage } from '../domain/labeling/take-page.ts'
import { releasePage } from '../domain/labeling/release-page.ts'
import { renewPage } from '../domain/labeling/renew-page.ts'
import { reopenPage } from '../domain/labeling/reopen-page.ts'
import { submitAndTake } from '../domain/labeling/submit-and-take.ts'
import { createDatastoreWatch } from '../domain/labeling/datastore-watch.ts'
import { deleteMember } from '../domain/members/delete-member.ts'
import { getMember } from '../domain/members/get-member.ts'
import { listMembers } from '../domain/members/list-members.ts'
import { putMember } from '../domain/members/put-member.ts'
import { countFiles, usualCountLimits } from '../domain/model/files/count-files.ts'
import { createContentUrls, createItemLinkCheck } from '../domain/model/items/content-urls.ts'
import { createCountersCache } from '../domain/model/items/read-counters.ts'
import { createShowRendition } from '../domain/model/renditions/show-rendition.ts'
import { getOperation } from '../domain/operations/get-operation.ts'
import { listOperations } from '../domain/operations/list-operations.ts'
import { deletePerson } from '../domain/people/delete-person.ts'
import { getMe } from '../domain/people/get-me.ts'
import { listPeople } from '../domain/people/list-people.ts'
import { searchPeople } from '../domain/people/search-people.ts'
import { deleteProject } from '../domain/projects/delete-project.ts'
import { getProgress } from '../domain/projects/get-progress.ts'
import { getStatistics } from '../domain/projects/get-statistics.ts'
import { getProject } from '../domain/projects/get-project.ts'
import { listProjects } from '../domain/projects/list-projects.ts'
import { pauseProject } from '../domain/projects/pause-project.ts'
import { putProject } from '../domain/projects/put-project.ts'
import { resumeProject } from '../domain/projects/resume-project.ts'
import { updateProject } from '../domain/projects/update-project.ts'
import { removeItems } from '../domain/bulk/remove-items.ts'
import { restoreItems } from '../domain/bulk/restore-items.ts'
import { reviewItems } from '../domain/bulk/review-items.ts'
import { recountProject } from '../domain/recount/recount-project.ts'
import { refreshProject } from '../domain/refresh/refresh-project.ts'
import { acceptSkips } from '../domain/review/accept-skips.ts'
import { approveItems } from '../domain/review/approve-items.ts'
import { labelItem } from '../domain/review/label-item.ts'
import { rejectItems } from '../domain/review/reject-items.ts'
import { unapproveItems } from '../domain/review/unapprove-items.ts'
import type { Millis } from '../domain/core/time.ts'
import type { Formats } from '../domain/formats/formats.ts'
import type { Tasks } from '../domain/tasks/tasks.ts'
import type { Operations } from '../functions/operations.ts'
import type { Adapters } from './adapters.ts'

/** Creates all operations of the API. State that operations of this process share is created here. */
export const createOperations = (
  adapters: Adapters & { readonly healthTimeout: Millis },
  registries: { readonly tasks: Tasks; readonly formats: Formats },
): Operations => {
  const memory = createItemMemory()
  const ends = createLeaseEnds()
  const lease = createLeaseQueue(leasePages({ ...adapters, memory, ends }))
  const watch = createDatastoreWatch(adapters)
  const deps = {
    ...adapters,
    ...registries,
    memory,
    ends,
    lease,
    watch,
    counters: createCountersCache(adapters),
    showRendition: createShowRendition(adapters),
  }
  return {
    listDatastores: listDatastores(deps),
    getDatastore: getDatastore(deps),
    putDatastore: putDatastore(deps),
    deleteDatastore: deleteDatastore(deps),
    browseDatastore: browseDatastore(deps),
    createUploadUrls: createUploadUrls(deps),

    listDatasets: listDatasets(deps),
    getDataset: getDataset(deps),
    putDataset: putDataset(deps),
    deleteDataset: deleteDataset(deps),
    previewDataset: previewDataset(deps),
    getDatasetContent: getDatasetContent(deps),
    listDatasetVersions: listDatasetVersions(deps),

    listProjects: listProjects(deps),
    putProject: putProject({
      ...deps,
      countFiles: (dataset, fileLimit) =>
        countFiles(deps, dataset, { ...usualCountLimits, ...(fileLimit === undefined ? {} : { fileLimit }) }),
    }),
    getProject: getProject(deps),
    updateProject: updateProject(deps),
    deleteProject: deleteProject(deps),
    pauseProject: pauseProject(deps),
    resumeProject: resumeProject(deps),
    getProgress: getProgress(deps),
    getStatistics: getStatistics(deps),

    listMembers: listMembers(deps),
    getMember: getMember(deps),
    putMember: putMember(deps),
    deleteMember: deleteMember(deps),

    getMe: getMe(),
    listPeople: listPeople(deps),
    searchPeople: searchPeople(deps),
    deletePerson: deletePerson(deps),

    takePage: takePage(deps),
    listPages: listPages(deps),
    getPage: getPage(deps),
    submitPage: submitAndTake(deps),
    reopenPage: reopenPage(deps),
    renewPage: renewPage(deps),
    releasePage: releasePage(deps),
    listMyAnswers: listMyAnswers(deps),
    getMyNumbers: getMyNumbers(deps),

    listItems: listItems(deps),
    getItem: getItem(deps),
    getItemContent: getItemContent(deps),

    rejectItems: rejectItems(deps),
    approveItems: approveItems(deps),
    unapproveItems: unapproveItems(deps),
    acceptSkips: acceptSkips(deps),
    reviewItems: reviewItems(deps),
    labelItem: labelItem(deps),

    refreshProject: refreshProject(deps),
    recountProject: recountProject(deps),
    removeItems: removeItems(deps),
    restoreItems: restoreItems(deps),

    listFormats: listFormats(deps),
    listProjectFormats: listProjectFormats(deps),
    startExport: startExport(deps),
    listExports: listExports(deps),
    getExport: getExport(deps),
    cancelExport: cancelExport(deps),
    deleteExport: deleteExport(deps),
    getExportFile: getExportFile(deps),

    getOperation: getOperation(deps),
    listOperations: listOperations(deps),

    listAudit: listAudit(deps),
    listWorkspaceAudit: listWorkspaceAudit(deps),

    getHealth: getHealth(deps),

    contentUrls: createContentUrls(deps),
    datasetContentUrls: createDatasetContentUrls(deps),
    isItemLink: createItemLinkCheck(deps),
    isDatasetLink: createDatasetLinkCheck(deps),
    exportFileUrl: createExportFileUrl(deps),
  }
}
