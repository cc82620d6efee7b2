import { Trans, useLingui } from '@lingui/react/macro'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import type { Schemas } from '../../api/client.ts'
import { formatBytes } from '../../ui/format.ts'
import { useChange } from '../../ui/use-change.ts'
import { saveFile } from './save-file.ts'

interface ExportFilesProps {
  readonly project: string
  readonly exportId: string
  readonly files: readonly Schemas['ExportFile'][]
}

export const ExportFiles = ({ project, exportId, files }: ExportFilesProps) => {
  const { t } = useLingui()
  const api = useApi()
  const save = useChange((name: string) => saveFile(api, { project, exportId, name }), { makesOld: [] })
  return (
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
                  isPending={save.isPending && save.variables === name}
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
  )
}
