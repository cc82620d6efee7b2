import { Trans } from '@lingui/react/macro'
import { useParams } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useProject } from '../../api/queries.ts'
import { useSlice } from '../../core/use-slice.ts'
import type { Bench } from '../../outbox/bench.ts'
import { Pending } from '../../shell/pending.tsx'
import { editorOf } from '../../tasks/editors.ts'
import { DeskFailure } from './desk-failure.tsx'
import { Elsewhere } from './elsewhere.tsx'
import { LabelBench } from './label-bench.tsx'
import { useDesk } from './use-desk.ts'
import { useNotices } from './use-notices.ts'
import './labeling.css'

export { beginLabeling } from './begin-labeling.ts'

interface OfTheBenchProps {
  readonly bench: Bench
  readonly onTakeOver: () => void
}

const OfTheBench = ({ bench, onTakeOver }: OfTheBenchProps): ReactNode => {
  const { project: name } = useParams({ from: '/p/$project' })
  const { item } = useParams({ strict: false })
  const project = useProject(name)
  const phase = useSlice(bench, (state) => state.phase)
  const editor = editorOf(project.taskType)
  if (!editor)
    return (
      <p className="notice">
        <Trans>This version of the app cannot edit labels of the type {project.taskType}.</Trans>
      </p>
    )
  if (phase === 'Lost') return <Elsewhere onTakeOver={onTakeOver} />
  return phase === 'Loading' ? (
    <Pending />
  ) : (
    <LabelBench bench={bench} project={project} editor={editor} item={item} />
  )
}

/** The label screen of a project: a grid of items and the classes. */
const LabelScreen = (): ReactNode => {
  const { project: name } = useParams({ from: '/p/$project' })
  const project = useProject(name)
  const { desk, tab, bench, failure } = useDesk(name)
  useNotices(desk)
  const takeOver = (): void => desk?.takeOver()
  const title = project.displayName ?? name
  return (
    <section className="label-screen">
      <h1 className="visually-hidden">
        <Trans>Label: {title}</Trans>
      </h1>
      {failure !== undefined && <DeskFailure failure={failure} />}
      {tab === 'Elsewhere' && <Elsewhere onTakeOver={takeOver} />}
      {tab !== 'Elsewhere' && bench && <OfTheBench bench={bench} onTakeOver={takeOver} />}
      {tab !== 'Elsewhere' && !bench && failure === undefined && <Pending />}
    </section>
  )
}

export default LabelScreen
