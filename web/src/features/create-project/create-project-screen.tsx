import { Trans } from '@lingui/react/macro'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { inBackground } from '../../core/in-background.ts'
import { AdminsOnly } from '../../ui/admins-only.tsx'
import { isEmpty } from './draft.ts'
import { LeaveDialog } from './leave-dialog.tsx'
import { MadeProject } from './made-project.tsx'
import { OfferDraft } from './offer-draft.tsx'
import { nothingUnfinished, waitingImages } from './unfinished.ts'
import { useDraft } from './use-draft.ts'
import { Wizard } from './wizard.tsx'
import './create-project.css'

/** Sets a project up, one step a view. What was filled in stays in this browser until the project is made. */
const CreateProjectScreen = (): ReactNode => {
  const { step, project, operation } = useSearch({ from: '/new' })
  const navigate = useNavigate()
  const { draft, isKept, change, forget } = useDraft()
  const [isUploading, setUploading] = useState(false)
  const [unfinished, setUnfinished] = useState(nothingUnfinished)
  const isDone = step === 'done' && project !== undefined
  /** Only who comes back is asked, not who has just begun. */
  const [wasOffered] = useState(step === undefined && !isEmpty(draft))
  const [isOffered, setOffered] = useState(wasOffered)
  const [isJustMade, setJustMade] = useState(false)
  const begin = (): void => {
    setOffered(false)
    inBackground(navigate({ to: '/new', search: { step: 'data' } }))
  }
  return (
    <section className="screen">
      <h1>
        <Trans>New project</Trans>
      </h1>
      <AdminsOnly>
        {isDone && <MadeProject project={project} operation={operation} takesFocus={isJustMade} />}
        {isOffered && (
          <OfferDraft
            draft={draft}
            onContinue={begin}
            onDiscard={() => {
              forget()
              begin()
            }}
          />
        )}
        {!isDone && !isOffered && (
          <Wizard
            step={step === undefined || step === 'done' ? 'data' : step}
            draft={draft}
            onChange={change}
            isUploading={isUploading}
            onUploading={setUploading}
            unfinished={unfinished}
            onUnfinished={(part) => setUnfinished((before) => ({ ...before, ...part }))}
            onMade={() => {
              setJustMade(true)
              setUnfinished(nothingUnfinished)
              forget()
            }}
            takesFocus={wasOffered}
          />
        )}
        <LeaveDialog
          isKept={isKept}
          isUploading={isUploading}
          waiting={isDone ? 0 : waitingImages(unfinished)}
        />
      </AdminsOnly>
    </section>
  )
}

export default CreateProjectScreen
