import { Trans } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf, type Schemas } from '../../api/client.ts'
import { ApiProblem } from '../../api/problem.ts'
import { projectQuery, useProject } from '../../api/queries.ts'
import { inBackground } from '../../core/in-background.ts'
import { usePerson } from '../../session/session-context.tsx'
import { useChange } from '../../ui/use-change.ts'
import { DeleteProject } from './delete-project.tsx'
import { MergeView } from './merge-view.tsx'
import { SettingFields } from './setting-fields.tsx'
import {
  changedNames,
  conflictsOf,
  patchOf,
  withoutSettings,
  type SettingName,
  type SettingsDraft,
} from './settings-draft.ts'
import { keepDraft, readDraft } from './stored-draft.ts'

/** The settings of a project. A change that meets another's is merged, never lost. */
const SettingsScreen = (): ReactNode => {
  const { project: name } = useParams({ from: '/p/$project/settings' })
  const api = useApi()
  const queries = useQueryClient()
  const { user } = usePerson()
  const current = useProject(name)
  /** The project as the person saw it when the change began. */
  const [base, setBase] = useState(current)
  const [draft, setDraft] = useState<SettingsDraft>(() => readDraft(user, name))
  const [theirs, setTheirs] = useState<Schemas['Project']>()
  const keep = (next: SettingsDraft): void => {
    setDraft(next)
    keepDraft(user, name, next)
  }
  const readTheirs = async (): Promise<void> => {
    setTheirs(await queries.fetchQuery({ ...projectQuery(api, name), staleTime: 0 }))
  }
  const save = useChange(
    ({ from, part }: { readonly from: Schemas['Project']; readonly part: SettingsDraft }) =>
      dataOf(
        api.PATCH('/projects/{project}', {
          params: { path: { project: name }, header: { 'If-Match': from.etag } },
          body: patchOf(from, part),
        }),
      ),
    {
      makesOld: [['project', name], ['projects']],
      onDone: (saved) => {
        setBase({ ...base, ...saved })
        setTheirs(undefined)
        keep({})
      },
      onProblem: (error) => {
        const isStale = error instanceof ApiProblem && error.status === 412
        if (isStale) inBackground(readTheirs())
        return isStale
      },
    },
  )
  const merge = (leaves: readonly SettingName[]): void => {
    if (!theirs) return
    const part = withoutSettings(draft, leaves)
    setBase(theirs)
    keep(part)
    save.mutate({ from: theirs, part })
  }
  const changed = changedNames(base, draft)
  return (
    <section className="screen">
      <h1>
        <Trans>Settings</Trans>
      </h1>
      {theirs && (
        <MergeView
          conflicts={conflictsOf(base, draft, theirs)}
          base={base}
          draft={draft}
          theirs={theirs}
          onMerge={merge}
        />
      )}
      <SettingFields
        project={name}
        settings={{ ...base, ...draft }}
        isMultiLabel={base.taskType === 'MultiLabel'}
        onChange={(part) => keep({ ...draft, ...part })}
      />
      <div className="actions" aria-live="polite">
        <Button
          className="primary"
          isDisabled={changed.length === 0}
          isPending={save.isPending}
          onPress={() => save.mutate({ from: base, part: draft })}
        >
          <Trans>Save</Trans>
        </Button>
        {changed.length > 0 && (
          <>
            <Button onPress={() => keep({})}>
              <Trans>Discard the changes</Trans>
            </Button>
            <span className="quiet">
              <Trans>Not saved yet; kept in this browser.</Trans>
            </span>
          </>
        )}
      </div>
      <DeleteProject project={name} etag={current.etag} />
    </section>
  )
}

export default SettingsScreen
