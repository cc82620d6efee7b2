import { Trans, useLingui } from '@lingui/react/macro'
import { useState } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf, type Schemas } from '../../api/client.ts'
import { formatBytes } from '../../ui/format.ts'
import { useChange } from '../../ui/use-change.ts'
import { archiveOf } from './export-archive.ts'
import { saveFile, type SaveStage } from './save-file.ts'

interface ExportFilesProps {
  readonly project: string
  readonly exportId: string
  readonly files: readonly Schemas['ExportFile'][]
  /** The name of the archive of all files. */
  readonly archive: string
}

export const ExportFiles = ({ project, exportId, files, archive }: ExportFilesProps) => {
  const { t } = useLingui()
  const api = useApi()
  const [stage, setStage] = useState<SaveStage>()
  const read = (name: string) =>
    dataOf(
      api.GET('/projects/{project}/exports/{exportId}/files/{name}', {
        params: { path: { project, exportId, name } },
        parseAs: 'stream',
      }),
    )
  const save = useChange(
    (name: string) =>
      saveFile(name, () => (name === archive ? archiveOf(files, read) : read(name)), setStage),
    { makesOld: [] },
  )
  const saved = save.isPending ? save.variables : undefined
  return (
    <>
      <div className="table-scroll" tabIndex={0} role="region" aria-label={t`Files`}>
        <table>
          <caption className="visually-hidden">
            <Trans>Files</Trans>
          </caption>
          <thead>
            <tr>
              <th scope="col">
                <Trans>File</Trans>
              </th>
              <th scope="col" className="number">
                <Trans>Size</Trans>
              </th>
              <th scope="col">SHA-256</th>
              <th scope="col">
                <Trans>Actions</Trans>
              </th>
            </tr>
          </thead>
          <tbody>
            {files.map(({ name, size, sha256 }) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td className="number">{formatBytes(size)}</td>
                <td>
                  <code title={sha256}>{sha256.slice(0, 12)}…</code>
                </td>
                <td>
                  <Button
                    aria-label={t`Download ${name}`}
                    isPending={saved === name}
                    onPress={() => save.mutate(name)}
                  >
                    <Trans>Download</Trans>
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div className="actions">
        <Button isPending={saved === archive} onPress={() => save.mutate(archive)}>
          <Trans>Download all files</Trans>
        </Button>
        <span className="quiet">
          {files.some(({ name }) => name.endsWith('MLTable')) ? (
            <Trans>As one ZIP with their folders, which an MLTable needs to find its data file.</Trans>
          ) : (
            <Trans>As one ZIP with their folders.</Trans>
          )}
        </span>
        <span role="status">
          {saved !== undefined && stage === 'Asking' && (
            <Trans>Your browser asks where to save {saved}.</Trans>
          )}
          {saved !== undefined && stage === 'Saving' && <Trans>{saved} is being saved.</Trans>}
        </span>
      </div>
    </>
  )
}
