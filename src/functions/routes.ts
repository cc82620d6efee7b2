import type { Formats } from '../domain/formats/formats.ts'
import type { Tasks } from '../domain/tasks/tasks.ts'
import { listAuditRoute } from './audit/list-audit.ts'
import { listWorkspaceAuditRoute } from './audit/list-workspace-audit.ts'
import { deleteDatasetRoute } from './datasets/delete-dataset.ts'
import { getDatasetContentRoute } from './datasets/get-dataset-content.ts'
import { getDatasetRoute } from './datasets/get-dataset.ts'
import { listDatasetVersionsRoute } from './datasets/list-dataset-versions.ts'
import { listDatasetsRoute } from './datasets/list-datasets.ts'
import { previewDatasetRoute } from './datasets/preview-dataset.ts'
import { createMediaType } from './datasets/media-type-schema.ts'
import { putDatasetRoute } from './datasets/put-dataset.ts'
import { browseDatastoreRoute } from './datastores/browse-datastore.ts'
import { createUploadUrlsRoute } from './datastores/create-upload-urls.ts'
import { deleteDatastoreRoute } from './datastores/delete-datastore.ts'
import { getDatastoreRoute } from './datastores/get-datastore.ts'
import { listDatastoresRoute } from './datastores/list-datastores.ts'
import { putDatastoreRoute } from './datastores/put-datastore.ts'
import { getDocsAssetRoute } from './docs/get-docs-asset.ts'
import { getDocsRoute } from './docs/get-docs.ts'
import { getOpenApiRoute } from './docs/get-open-api.ts'
import { getOpenApi30Route } from './docs/get-open-api30.ts'
import { cancelExportRoute } from './exports/cancel-export.ts'
import { deleteExportRoute } from './exports/delete-export.ts'
import { getExportFileRoute } from './exports/get-export-file.ts'
import { getExportRoute } from './exports/get-export.ts'
import { listExportsRoute } from './exports/list-exports.ts'
import { listFormatsRoute } from './exports/list-formats.ts'
import { listProjectFormatsRoute } from './exports/list-project-formats.ts'
import { startExportRoute } from './exports/start-export.ts'
import { getHealthRoute } from './health/get-health.ts'
import type { permissions } from './http/permissions.ts'
import type { Route, RouteOf } from './http/route.ts'
import { createExportSchemas } from './exports/export-schemas.ts'
import { createItemSchemas } from './items/item-schemas.ts'
import { createLabelSchemas } from './items/label-schemas.ts'
import { createProjectSchemas } from './projects/project-schemas.ts'
import { getItemContentRoute } from './items/get-item-content.ts'
import { getItemRoute } from './items/get-item.ts'
import { listItemsRoute } from './items/list-items.ts'
import { createMyAnswerSchemas } from './labeling/my-answer-schemas.ts'
import { createPageSchemas } from './labeling/page-schemas.ts'
import { getMyNumbersRoute } from './labeling/get-my-numbers.ts'
import { getPageRoute } from './labeling/get-page.ts'
import { listMyAnswersRoute } from './labeling/list-my-answers.ts'
import { listPagesRoute } from './labeling/list-pages.ts'
import { takePageRoute } from './labeling/take-page.ts'
import { releasePageRoute } from './labeling/release-page.ts'
import { renewPageRoute } from './labeling/renew-page.ts'
import { reopenPageRoute } from './labeling/reopen-page.ts'
import { submitPageRoute } from './labeling/submit-page.ts'
import { deleteMemberRoute } from './members/delete-member.ts'
import { getMemberRoute } from './members/get-member.ts'
import { listMembersRoute } from './members/list-members.ts'
import { putMemberRoute } from './members/put-member.ts'
import type { Operations } from './operations.ts'
import { getOperationRoute } from './operations/get-operation.ts'
import { listOperationsRoute } from './operations/list-operations.ts'
import { deletePersonRoute } from './people/delete-person.ts'
import { getMeRoute } from './people/get-me.ts'
import { listPeopleRoute } from './people/list-people.ts'
import { searchPeopleRoute } from './people/search-people.ts'
import { deleteProjectRoute } from './projects/delete-project.ts'
import { getProgressRoute } from './projects/get-progress.ts'
import { getStatisticsRoute } from './projects/get-statistics.ts'
import { getProjectRoute } from './projects/get-project.ts'
import { listProjectsRoute } from './projects/list-projects.ts'
import { pauseProjectRoute } from './projects/pause-project.ts'
import { putProjectRoute } from './projects/put-project.ts'
import { resumeProjectRoute } from './projects/resume-project.ts'
import { updateProjectRoute } from './projects/update-project.ts'
import { recountProjectRoute } from './recount/recount-project.ts'
import { refreshProjectRoute } from './refresh/refresh-project.ts'
import { removeItemsRoute } from './bulk/remove-items.ts'
import { restoreItemsRoute } from './bulk/restore-items.ts'
import { reviewItemsRoute } from './bulk/review-items.ts'
import { acceptSkipsRoute } from './review/accept-skips.ts'
import { approveItemsRoute } from './review/approve-items.ts'
import { labelItemRoute } from './review/label-item.ts'
import { rejectItemsRoute } from './review/reject-items.ts'
import { unapproveItemsRoute } from './review/unapprove-items.ts'

type Permissions = typeof permissions

/** One route for each permission, by operationId, with the access of the permission. */
export type Routes = { readonly [O in keyof Permissions]: RouteOf<O, Permissions[O]> }

/** The inputs of the API contract other than the operations. */
export interface ContractOptions {
  readonly tasks: Tasks
  readonly formats: Formats
  readonly version: string
}

/** All HTTP routes of the service, in the order of the OpenAPI document. */
export const createRoutes = (
  operations: Operations,
  { tasks, formats, version }: ContractOptions,
): readonly Route[] => {
  const mediaType = createMediaType(tasks)
  const items = createItemSchemas(tasks)
  const labels = createLabelSchemas(tasks)
  const pages = createPageSchemas(tasks)
  const myAnswers = createMyAnswerSchemas(tasks)
  const exports = createExportSchemas(formats)
  const projects = createProjectSchemas(tasks, mediaType)
  const routes: Routes = {
    listDatastores: listDatastoresRoute(operations.listDatastores),
    getDatastore: getDatastoreRoute(operations.getDatastore),
    putDatastore: putDatastoreRoute(operations.putDatastore),
    deleteDatastore: deleteDatastoreRoute(operations.deleteDatastore),
    browseDatastore: browseDatastoreRoute(operations.browseDatastore),
    createUploadUrls: createUploadUrlsRoute(operations.createUploadUrls),
    listDatasets: listDatasetsRoute(operations.listDatasets),
    getDataset: getDatasetRoute(operations.getDataset),
    putDataset: putDatasetRoute(operations.putDataset, mediaType),
    deleteDataset: deleteDatasetRoute(operations.deleteDataset),
    previewDataset: previewDatasetRoute(operations.previewDataset, operations.datasetContentUrls),
    getDatasetContent: getDatasetContentRoute(operations.getDatasetContent, operations.isDatasetLink),
    listDatasetVersions: listDatasetVersionsRoute(operations.listDatasetVersions),
    listProjects: listProjectsRoute(operations.listProjects, projects),
    putProject: putProjectRoute(operations.putProject, projects),
    getProject: getProjectRoute(operations.getProject, projects),
    updateProject: updateProjectRoute(operations.updateProject, projects),
    deleteProject: deleteProjectRoute(operations.deleteProject),
    pauseProject: pauseProjectRoute(operations.pauseProject, operations.getProject, projects),
    resumeProject: resumeProjectRoute(operations.resumeProject, operations.getProject, projects),
    getProgress: getProgressRoute(operations.getProgress),
    getStatistics: getStatisticsRoute(operations.getStatistics),
    listMembers: listMembersRoute(operations.listMembers),
    getMember: getMemberRoute(operations.getMember),
    putMember: putMemberRoute(operations.putMember),
    deleteMember: deleteMemberRoute(operations.deleteMember),
    getMe: getMeRoute(operations.getMe),
    listPeople: listPeopleRoute(operations.listPeople),
    searchPeople: searchPeopleRoute(operations.searchPeople),
    deletePerson: deletePersonRoute(operations.deletePerson),
    takePage: takePageRoute(operations.takePage, operations.contentUrls, pages),
    listPages: listPagesRoute(operations.listPages),
    getPage: getPageRoute(operations.getPage, operations.contentUrls, pages),
    submitPage: submitPageRoute(operations.submitPage, operations.contentUrls, labels, pages),
    reopenPage: reopenPageRoute(operations.reopenPage, operations.contentUrls, pages),
    renewPage: renewPageRoute(operations.renewPage),
    releasePage: releasePageRoute(operations.releasePage),
    listMyAnswers: listMyAnswersRoute(operations.listMyAnswers, operations.contentUrls, myAnswers),
    getMyNumbers: getMyNumbersRoute(operations.getMyNumbers),
    listItems: listItemsRoute(operations.listItems, operations.contentUrls, items),
    getItem: getItemRoute(operations.getItem, operations.contentUrls, items),
    getItemContent: getItemContentRoute(operations.getItemContent, operations.isItemLink),
    rejectItems: rejectItemsRoute(operations.rejectItems),
    approveItems: approveItemsRoute(operations.approveItems),
    unapproveItems: unapproveItemsRoute(operations.unapproveItems),
    acceptSkips: acceptSkipsRoute(operations.acceptSkips),
    labelItem: labelItemRoute(operations.labelItem, operations.contentUrls, items, labels, tasks.refusals),
    reviewItems: reviewItemsRoute(operations.reviewItems, operations.getOperation),
    refreshProject: refreshProjectRoute(operations.refreshProject, operations.getOperation),
    recountProject: recountProjectRoute(operations.recountProject, operations.getOperation),
    removeItems: removeItemsRoute(operations.removeItems, operations.getOperation),
    restoreItems: restoreItemsRoute(operations.restoreItems, operations.getOperation),
    listFormats: listFormatsRoute(operations.listFormats),
    listProjectFormats: listProjectFormatsRoute(operations.listProjectFormats),
    startExport: startExportRoute(
      operations.startExport,
      operations.getExport,
      operations.getOperation,
      operations.exportFileUrl,
      exports,
    ),
    listExports: listExportsRoute(operations.listExports, operations.exportFileUrl, exports),
    getExport: getExportRoute(operations.getExport, operations.exportFileUrl, exports),
    cancelExport: cancelExportRoute(operations.cancelExport, operations.exportFileUrl, exports),
    deleteExport: deleteExportRoute(operations.deleteExport),
    getExportFile: getExportFileRoute(operations.getExportFile),
    getOperation: getOperationRoute(operations.getOperation),
    listOperations: listOperationsRoute(operations.listOperations),
    listAudit: listAuditRoute(operations.listAudit),
    listWorkspaceAudit: listWorkspaceAuditRoute(operations.listWorkspaceAudit),
    getHealth: getHealthRoute(operations.getHealth),
    getOpenApi: getOpenApiRoute(() => Object.values(routes), version),
    getOpenApi30: getOpenApi30Route(() => Object.values(routes), version),
    getDocs: getDocsRoute(),
    getDocsAsset: getDocsAssetRoute(),
  }
  return Object.values(routes)
}
