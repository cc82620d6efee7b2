import { plural } from '@lingui/core/macro'
import { Plural, Trans, useLingui } from '@lingui/react/macro'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'react-aria-components'
import { useApi } from '../../api/api-context.tsx'
import { requireOk } from '../../api/client.ts'
import { useNameOf } from '../../api/queries.ts'
import { ProblemView } from '../../shell/problem-view.tsx'
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx'
import { formatTime } from '../../ui/format.ts'
import { useChange } from '../../ui/use-change.ts'
import { heldPagesQuery, progressKey } from './progress-query.ts'

interface HeldPagesProps {
  readonly project: string
  readonly canRelease: boolean
}

/** The pages that people hold now. */
export const HeldPages = ({ project, canRelease }: HeldPagesProps) => {
  const { t } = useLingui()
  const api = useApi()
  const nameOf = useNameOf(project)
  const { data: pages = [], error } = useQuery(heldPagesQuery(api, project))
  const release = useChange(
    (page: string) =>
      requireOk(
        api.POST('/projects/{project}/pages/{page}/release', { params: { path: { project, page } } }),
      ),
    { makesOld: [['heldPages', project], progressKey(project)] },
  )
  const withColon = (name: string, value: string): string => t`${name}: ${value}`
  if (error) return <ProblemView error={error} />
  return (
    <section className="panel" aria-labelledby="held">
      <h2 id="held">
        <Plural value={pages.length} one="# page is held" other="# pages are held" />
      </h2>
      <ul className="plain">
        {pages.map((page) => (
          <li key={page.id} className="field-row">
            <span>
              {withColon(nameOf(page.labeler), t`${plural(page.items, { one: '# item', other: '# items' })}`)}{' '}
              <span className="quiet">
                <Trans>until {formatTime(page.expiresAt)}</Trans>
              </span>
            </span>
            {canRelease && (
              <ConfirmDialog
                title={t`Give back the page of ${nameOf(page.labeler)}`}
                confirm={t`Give back`}
                onConfirm={() => release.mutate(page.id)}
                trigger={
                  <Button
                    aria-label={t`Give back the page of ${nameOf(page.labeler)}`}
                    isPending={release.isPending && release.variables === page.id}
                  >
                    <Trans>Give back</Trans>
                  </Button>
                }
              >
                <p>
                  <Trans>Its open items go to others. Answers that are sent stay.</Trans>
                </p>
              </ConfirmDialog>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
