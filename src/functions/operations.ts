import type { ListAudit } from '../domain/audit/list-audit.ts'
import type { ListWorkspaceAudit } from '../domain/audit/list-workspace-audit.ts'
import type { DatasetContentUrls, DatasetLinkCheck } from '../domain/datasets/dataset-content-urls.ts'
import type { DeleteDataset } from '../domain/datasets/delete-dataset.ts'
import type { GetDatasetContent } from '../domain/datasets/get-dataset-content.ts'
import type { GetDataset } from '../domain/datasets/get-dataset.ts'
import type { ListDatasetVersions } from '../domain/datasets/list-dataset-versions.ts'
import type { ListDatasets } from '../domain/datasets/list-datasets.ts'
import type { PreviewDataset } from '../domain/datasets/preview-dataset.ts'
import type { PutDataset } from '../domain/datasets/put-dataset.ts'
import type { BrowseDatastore } from '../domain/datastores/browse-datastore.ts'
import type { CreateUploadUrls } from '../domain/datastores/create-upload-urls.ts'
import type { DeleteDatastore } from '../domain/datastores/delete-datastore.ts'
import type { GetDatastore } from '../domain/datastores/get-datastore.ts'
import type { ListDatastores } from '../domain/datastores/list-datastores.ts'
import type { PutDatastore } from '../domain/datastores/put-datastore.ts'
import type { CancelExport } from '../domain/exports/cancel-export.ts'
import type { DeleteExport } from '../domain/exports/delete-export.ts'
import type { ExportFileUrl, GetExportFile } from '../domain/exports/get-export-file.ts'
import type { GetExport } from '../domain/exports/get-export.ts'
import type { ListExports } from '../domain/exports/list-exports.ts'
import type { ListFormats } from '../domain/exports/list-formats.ts'
import type { ListProjectFormats } from '../domain/exports/list-project-formats.ts'
import type { StartExport } from '../domain/exports/start-export.ts'
import type { GetHealth } from '../domain/health/get-health.ts'
import type { GetItemContent } from '../domain/items/get-item-content.ts'
import type { GetItem } from '../domain/items/get-item.ts'
import type { ListItems } from '../domain/items/list-items.ts'
import type { GetMyNumbers } from '../domain/labeling/get-my-numbers.ts'
import type { GetPage } from '../domain/labeling/get-page.ts'
import type { ListMyAnswers } from '../domain/labeling/list-my-answers.ts'
import type { ListPages } from '../domain/labeling/list-pages.ts'
import type { TakePage } from '../domain/labeling/take-page.ts'
import type { ReleasePage } from '../domain/labeling/release-page.ts'
import type { RenewPage } from '../domain/labeling/renew-page.ts'
import type { ReopenPage } from '../domain/labeling/reopen-page.ts'
import type { SubmitAndTake } from '../domain/labeling/submit-and-take.ts'
import type { DeleteMember } from '../domain/members/delete-member.ts'
import type { GetMember } from '../domain/members/get-member.ts'
import type { ListMembers } from '../domain/members/list-members.ts'
import type { PutMember } from '../domain/members/put-member.ts'
import type { ContentUrls, ItemLinkCheck } from '../domain/model/items/content-urls.ts'
import type { GetOperation } from '../domain/operations/get-operation.ts'
import type { ListOperations } from '../domain/operations/list-operations.ts'
import type { DeletePerson } from '../domain/people/delete-person.ts'
import type { GetMe } from '../domain/people/get-me.ts'
import type { ListPeople } from '../domain/people/list-people.ts'
import type { SearchPeople } from '../domain/people/search-people.ts'
import type { DeleteProject } from '../domain/projects/delete-project.ts'
import type { GetProgress } from '../domain/projects/get-progress.ts'
import type { GetStatistics } from '../domain/projects/get-statistics.ts'
import type { GetProject } from '../domain/projects/get-project.ts'
import type { ListProjects } from '../domain/projects/list-projects.ts'
import type { PauseProject } from '../domain/projects/pause-project.ts'
import type { PutProject } from '../domain/projects/put-project.ts'
import type { ResumeProject } from '../domain/projects/resume-project.ts'
import type { UpdateProject } from '../domain/projects/update-project.ts'
import type { RemoveItems } from '../domain/bulk/remove-items.ts'
import type { RestoreItems } from '../domain/bulk/restore-items.ts'
import type { ReviewItems } from '../domain/bulk/review-items.ts'
import type { RecountProject } from '../domain/recount/recount-project.ts'
import type { RefreshProject } from '../domain/refresh/refresh-project.ts'
import type { AcceptSkips } from '../domain/review/accept-skips.ts'
import type { ApproveItems } from '../domain/review/approve-items.ts'
import type { LabelItem } from '../domain/review/label-item.ts'
import type { RejectItems } from '../domain/review/reject-items.ts'
import type { UnapproveItems } from '../domain/review/unapprove-items.ts'

/** All operations of the API by operationId, and the functions that create URLs in responses. */
export interface Operations {
  readonly listDatastores: ListDatastores
  readonly getDatastore: GetDatastore
  readonly putDatastore: PutDatastore
  readonly deleteDatastore: DeleteDatastore
  readonly browseDatastore: BrowseDatastore
  readonly createUploadUrls: CreateUploadUrls

  readonly listDatasets: ListDatasets
  readonly getDataset: GetDataset
  readonly putDataset: PutDataset
  readonly deleteDataset: DeleteDataset
  readonly previewDataset: PreviewDataset
  readonly getDatasetContent: GetDatasetContent
  readonly listDatasetVersions: ListDatasetVersions

  readonly listProjects: ListProjects
  readonly putProject: PutProject
  readonly getProject: GetProject
  readonly updateProject: UpdateProject
  readonly deleteProject: DeleteProject
  readonly pauseProject: PauseProject
  readonly resumeProject: ResumeProject
  readonly getProgress: GetProgress
  readonly getStatistics: GetStatistics

  readonly listMembers: ListMembers
  readonly getMember: GetMember
  readonly putMember: PutMember
  readonly deleteMember: DeleteMember

  readonly getMe: GetMe
  readonly listPeople: ListPeople
  readonly searchPeople: SearchPeople
  readonly deletePerson: DeletePerson

  readonly takePage: TakePage
  readonly listPages: ListPages
  readonly getPage: GetPage
  readonly submitPage: SubmitAndTake
  readonly reopenPage: ReopenPage
  readonly renewPage: RenewPage
  readonly releasePage: ReleasePage
  readonly listMyAnswers: ListMyAnswers
  readonly getMyNumbers: GetMyNumbers

  readonly listItems: ListItems
  readonly getItem: GetItem
  readonly getItemContent: GetItemContent

  readonly rejectItems: RejectItems
  readonly reviewItems: ReviewItems
  readonly approveItems: ApproveItems
  readonly unapproveItems: UnapproveItems
  readonly acceptSkips: AcceptSkips
  readonly labelItem: LabelItem

  readonly refreshProject: RefreshProject
  readonly recountProject: RecountProject
  readonly removeItems: RemoveItems
  readonly restoreItems: RestoreItems

  readonly listFormats: ListFormats
  readonly listProjectFormats: ListProjectFormats
  readonly startExport: StartExport
  readonly listExports: ListExports
  readonly getExport: GetExport
  readonly cancelExport: CancelExport
  readonly deleteExport: DeleteExport
  readonly getExportFile: GetExportFile

  readonly getOperation: GetOperation
  readonly listOperations: ListOperations

  readonly listAudit: ListAudit
  readonly listWorkspaceAudit: ListWorkspaceAudit

  readonly getHealth: GetHealth

  readonly contentUrls: ContentUrls
  readonly datasetContentUrls: DatasetContentUrls
  readonly isItemLink: ItemLinkCheck
  readonly isDatasetLink: DatasetLinkCheck
  readonly exportFileUrl: ExportFileUrl
}
