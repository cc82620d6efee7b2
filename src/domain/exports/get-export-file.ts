import { limitContent, type ContentLimit } from '../model/files/limit-content.ts'
import { openContent, type ContentConditions } from '../model/files/open-content.ts'
import type { Caller } from '../core/caller.ts'
import type { Deps } from '../ports/deps.ts'
import { DomainError, isDomainError } from '../core/errors.ts'
import type { ExportId, ProjectName } from '../core/ids.ts'
import { serveDownload } from '../core/served-file.ts'
import type { Millis } from '../core/time.ts'
import { openProject } from '../model/projects/project-access.ts'
import type { OpenedBlob } from '../ports/blobs.ts'
import type { ExportDocument, ExportFile } from '../model/exports/export.ts'
import { findExport } from './get-export.ts'

/** The lifetime of a URL of an export file. */
const urlLifetime: Millis = 15 * 60 * 1000

/**
 * A storage URL that grants read access to one file for 15 minutes; undefined if storage cannot make one, or not now: the
 * service then sends the file itself, and no list of exports fails for it. Never stored.
 */
export type ExportFileUrl = (
  record: Pick<ExportDocument, 'snapshotPath'>,
  file: ExportFile,
) => Promise<string | undefined>

export const createExportFileUrl =
  ({ files, now }: Pick<Deps, 'files' | 'now'>): ExportFileUrl =>
  async ({ snapshotPath }, { name, path, contentType }) => {
    try {
      const served = serveDownload(name, contentType)
      return await files.readUrl(`${snapshotPath}/${path}`, now() + urlLifetime, served)
    } catch (error) {
      if (!isDomainError(error)) throw error
      return undefined
    }
  }

export type OpenedExportFile =
  | { readonly kind: 'NotModified' }
  | { readonly kind: 'Opened'; readonly file: ExportFile; readonly blob: OpenedBlob }

/**
 * Opens a file of a finished export. It is never a redirect to the storage: some clients would send their token along.
 * @throws DomainError `ProjectNotFound`, `Forbidden`, `ExportNotFound`, `ExportFileNotFound`, `FileTooLarge`
 */
export const getExportFile =
  (deps: Pick<Deps, 'store' | 'files'> & ContentLimit) =>
  async (
    caller: Caller,
    project: ProjectName,
    id: ExportId,
    name: string,
    conditions: ContentConditions = {},
  ): Promise<OpenedExportFile> => {
    const { document } = await openProject(deps.store, caller, project, 'Reviewer')
    const { document: record } = await findExport(deps.store, document.uid, id)
    const file = record.files.find((one) => one.name === name)
    if (!file)
      throw new DomainError(
        'ExportFileNotFound',
        `The export has no file '${name}'; read the export for its files`,
        {
          target: 'name',
        },
      )
    const opened = await openContent(
      (options) => deps.files.open(`${record.snapshotPath}/${file.path}`, options),
      conditions,
    )
    const blob = await limitContent(opened, deps)
    return blob === 'NotModified' ? { kind: 'NotModified' } : { kind: 'Opened', file, blob }
  }

export type GetExportFile = ReturnType<typeof getExportFile>
