import { Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { useApi } from '../../api/api-context.tsx'
import { takeAll } from '../../api/take-all.ts'
import type { ClassSource } from '../../classes/class-tree-editor/class-source.ts'
import { ClassTreeEditor } from '../../classes/class-tree-editor/class-tree-editor.tsx'
import { folderOf, nameOf } from '../../data/folder-paths.ts'
import { datasetsQuery, readFolder } from '../../data/queries.ts'
import type { Draft } from './draft.ts'
import type { ChangeDraft } from './use-draft.ts'

interface ClassesStepProps {
  readonly draft: Draft
  readonly onChange: ChangeDraft
  readonly typed: string
  readonly onTyped: (name: string) => void
}

/** The folder of the chosen data; undefined before it is chosen. */
const useFolder = ({ source, existing, datastore, folder }: Draft) => {
  const { data: datasets = [] } = useQuery(datasetsQuery(useApi()))
  if (source === 'New') return datastore === '' ? undefined : { datastore, prefix: folder }
  const dataset = datasets.find(({ name }) => name === existing)
  return dataset?.datastore === undefined || dataset.path === undefined
    ? undefined
    : { datastore: dataset.datastore, prefix: folderOf(dataset.path) }
}

export const ClassesStep = ({ draft, onChange, typed, onTyped }: ClassesStepProps) => {
  const { t } = useLingui()
  const api = useApi()
  const folder = useFolder(draft)
  const source: ClassSource | undefined = folder && {
    label: t`Take the names of the folders`,
    read: async () => {
      const entries = await takeAll((continuation) => readFolder(api, folder, continuation))
      return entries
        .filter(({ kind }) => kind === 'Folder')
        .map(({ path }) => ({ path: [nameOf(path).replaceAll(';', ' ').trim()] }))
    },
  }
  return (
    <>
      <p className="quiet">
        <Trans>
          The order is the one that labelers see. The first ten classes have the keys 1 to 9 and 0 unless you
          choose others.
        </Trans>
      </p>
      <ClassTreeEditor
        label={t`Classes`}
        classes={draft.classes}
        onChange={(classes) => onChange({ classes })}
        typed={{ name: typed, onChange: onTyped }}
        {...(source ? { source } : {})}
      />
    </>
  )
}
