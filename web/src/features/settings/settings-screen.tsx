import { Trans, useLingui } from '@lingui/react/macro'
import { useQueryClient } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { dataOf } from '../../api/client.ts'
import { projectQuery, useProject } from '../../api/queries.ts'
import { classNotAdded } from '../../classes/class-tree-editor/problem-texts.ts'
import { usePerson } from '../../session/session-context.tsx'
import { useChange } from '../../ui/use-change.ts'
import { DeleteProject } from './delete-project.tsx'
import { MergeView } from './merge-view.tsx'
import { SettingFields } from './setting-fields.tsx'
import { afterSave, openDraft, rebase, storedOf, type OpenDraft, type SentDraft } from './open-draft.ts'
import { saveDraft, type SavedDraft } from './save-draft.ts'
import { changedNames, mergeDraft, patchOf, withoutSettings, type SettingName } from './settings-draft.ts'
import { keepDraft, readDraft } from './stored-draft.ts'

/** The settings of a project. A change that meets another's is merged, never lost. */
const SettingsScreen = (): ReactNode => {
  const { project: name } = useParams({ from: '/p/$project/settings' })
  const { t } = useLingui()
  const api = useApi()
  const queries = useQueryClient()
  const { user } = usePerson()
  const current = useProject(name)
  const [opened, setOpened] = useState(() => openDraft(readDraft(user, name), current))
  const [isKept, setKept] = useState(true)
  const [seen, setSeen] = useState(current)
  const [className, setClassName] = useState('')
  /** Save was pressed while a class was typed and not added. */
  const [isAsked, setAsked] = useState(false)
  /** The last save, until the next change. */
  const [done, setDone] = useState<SavedDraft>()
  const isClassTyped = className.trim() !== ''
  const { base, draft, theirs } = opened
  const latest = useRef(opened)
  useLayoutEffect(() => {
    latest.current = opened
  })
  const keep = (next: OpenDraft): void => {
    setOpened(next)
    setKept(keepDraft(user, name, storedOf(next)))
  }
  const save = useChange(
    (sent: SentDraft) =>
      saveDraft(sent, {
        patch: ({ from, part }) =>
          dataOf(
            api.PATCH('/projects/{project}', {
              params: { path: { project: name }, header: { 'If-Match': from.etag } },
              body: patchOf(from, part),
            }),
          ),
        readPresent: () => queries.fetchQuery({ ...projectQuery(api, name), staleTime: 0 }),
        form: () => latest.current,
        keep,
      }),
    {
      makesOld: [['project', name], ['projects']],
      onDone: (done) => {
        if (done) keep(afterSave(latest.current, done.sent, done.saved))
        setDone(done)
      },
    },
  )
  // The project that the browser had at first may be an old one, and others may change it at any time.
  if (seen !== current && !save.isPending) {
    setSeen(current)
    if (current.etag !== base.etag) setOpened(rebase(opened, current))
  }
  const send = (sent: SentDraft): void => {
    setAsked(isClassTyped)
    setDone(undefined)
    if (!isClassTyped) save.mutate(sent)
  }
  const merged = theirs && mergeDraft(base, draft, theirs)
  const merge = (leaves: readonly SettingName[]): void => {
    if (!theirs || !merged) return
    const part = withoutSettings(merged.draft, leaves)
    keep({ base: theirs, draft: part, theirs: undefined })
    if (changedNames(theirs, part).length > 0) send({ from: theirs, part })
  }
  const changed = changedNames(base, draft)
  return (
    <section className="screen">
      <h1>
        <Trans>Settings</Trans>
      </h1>
      {theirs && merged && (
        <MergeView conflicts={merged.conflicts} base={base} draft={draft} theirs={theirs} onMerge={merge} />
      )}
      <SettingFields
        project={name}
        settings={{ ...base, ...draft }}
        isMultiLabel={base.taskType === 'MultiLabel'}
        onChange={(part) => {
          keep({ ...opened, draft: { ...draft, ...part } })
          setDone(undefined)
        }}
        className={className}
        onClassName={setClassName}
      />
      <div role="alert">{isAsked && isClassTyped && <p className="field-problem">{t(classNotAdded)}</p>}</div>
      <div className="actions" aria-live="polite">
        <Button
          className="primary"
          isDisabled={changed.length === 0 && !isClassTyped}
          isPending={save.isPending}
          onPress={() => send({ from: base, part: draft })}
        >
          <Trans>Save</Trans>
        </Button>
        {done && changed.length === 0 && (
          <span>
            {done.isJoined ? (
              <Trans>Saved, together with what somebody else has changed meanwhile.</Trans>
            ) : (
              <Trans>Saved</Trans>
            )}
          </span>
        )}
        {changed.length > 0 && (
          <>
            <Button onPress={() => keep({ base: current, draft: {}, theirs: undefined })}>
              <Trans>Discard the changes</Trans>
            </Button>
            <span className="quiet">
              {isKept ? (
                <Trans>Not saved yet; kept in this browser.</Trans>
              ) : (
                <Trans>Not saved yet, and this browser keeps nothing: save before you leave.</Trans>
              )}
            </span>
          </>
        )}
      </div>
      <DeleteProject project={name} etag={current.etag} />
    </section>
  )
}

export default SettingsScreen
