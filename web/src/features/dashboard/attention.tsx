import { Plural, Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client.ts'
import './attention.css'

interface AttentionProps {
  readonly project: string
  readonly progress: Schemas['Progress']
}

/** What a lead should look at: files with problems, missing and changed ones, and those that no dataset has. */
export const Attention = ({ project, progress }: AttentionProps) => {
  const { problems, missing, changed, headersPending, files } = progress
  const leftOut = files?.leftOut?.count ?? 0
  if (problems + missing + changed + headersPending + leftOut === 0) return null
  const to = { to: '/p/$project/review', params: { project } } as const
  return (
    <section className="panel" aria-labelledby="attention">
      <h2 id="attention">
        <Trans>To look at</Trans>
      </h2>
      <ul className="attention">
        {missing > 0 && (
          <li>
            <Link {...to} search={{ missing: true }}>
              <Plural value={missing} one="# file is missing" other="# files are missing" />
            </Link>
          </li>
        )}
        {changed > 0 && (
          <li>
            <Link {...to} search={{ changed: true }}>
              <Plural
                value={changed}
                one="# file changed after its label"
                other="# files changed after their label"
              />
            </Link>
          </li>
        )}
        {problems > 0 && (
          <li>
            <Link {...to} search={{ problem: 'any' }}>
              <Plural
                value={problems}
                one="# file cannot be shown as it is"
                other="# files cannot be shown as they are"
              />
            </Link>
          </li>
        )}
        {leftOut > 0 && (
          <li>
            <Plural
              value={leftOut}
              one="# file of the folder is left out"
              other="# files of the folder are left out"
            />
          </li>
        )}
        {headersPending > 0 && (
          <li>
            <Plural
              value={headersPending}
              one="The size of # image is read"
              other="The sizes of # images are read"
            />
          </li>
        )}
      </ul>
    </section>
  )
}
