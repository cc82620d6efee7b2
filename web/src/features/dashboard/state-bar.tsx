import { Trans, useLingui } from '@lingui/react/macro'
import { msg } from '@lingui/core/macro'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client.ts'
import { formatNumber, formatShare } from '../../ui/format.ts'
import './state-bar.css'

const states = [
  { name: 'approved', title: msg({ message: 'Approved', context: 'items' }) },
  { name: 'labeled', title: msg({ message: 'Labeled', context: 'items' }) },
  { name: 'skipped', title: msg({ message: 'Skipped', context: 'items' }) },
  { name: 'needsReview', title: msg`To be decided` },
  { name: 'unlabeled', title: msg`Without an answer` },
  { name: 'removed', title: msg({ message: 'Removed', context: 'items' }) },
] as const

interface StateBarProps {
  readonly project: string
  readonly progress: Schemas['Progress']
}

/** The states of all items, as a bar and as numbers that lead to the items. */
export const StateBar = ({ project, progress }: StateBarProps) => {
  const { t } = useLingui()
  const total = Math.max(1, progress.total)
  return (
    <section aria-labelledby="states" className="panel">
      <h2 id="states">
        <Trans>{formatNumber(progress.total)} items</Trans>
      </h2>
      <svg className="state-bar" viewBox="0 0 1000 24" preserveAspectRatio="none" aria-hidden="true">
        {states.map(({ name }, index) => {
          const before = states.slice(0, index).reduce((sum, state) => sum + progress[state.name], 0)
          return (
            <rect
              key={name}
              data-state={name}
              x={(before / total) * 1000}
              width={(progress[name] / total) * 1000}
              height="24"
            />
          )
        })}
      </svg>
      <ul className="state-numbers">
        {states.map(({ name, title }) => (
          <li key={name} data-state={name}>
            <Link to="/p/$project/review" params={{ project }} search={{ state: name }}>
              {t(title)}
            </Link>{' '}
            <strong>{formatNumber(progress[name])}</strong>{' '}
            <span className="quiet">{formatShare(progress[name] / total)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
