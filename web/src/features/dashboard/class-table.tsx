import { Trans } from '@lingui/react/macro'
import { Link } from '@tanstack/react-router'
import type { Schemas } from '../../api/client.ts'
import { formatNumber } from '../../ui/format.ts'
import { classNumbers } from './class-tree-numbers.ts'

interface ClassTableProps {
  readonly project: Schemas['Project']
  readonly progress: Schemas['Progress']
}

export const ClassTable = ({ project, progress }: ClassTableProps) => {
  const rows = classNumbers(project.labelClasses, progress.byClass)
  const most = Math.max(1, ...rows.map(({ sum }) => sum))
  const hasLevels = rows.some(({ level }) => level > 0)
  return (
    <section className="panel" aria-labelledby="classes">
      <h2 id="classes">
        <Trans>Classes</Trans>
      </h2>
      <div className="table-scroll" tabIndex={0} role="region" aria-labelledby="classes">
        <table>
          <thead>
            <tr>
              <th scope="col">
                <Trans>Class</Trans>
              </th>
              <th scope="col" className="number">
                <Trans>Items</Trans>
              </th>
              {hasLevels && (
                <th scope="col" className="number">
                  <Trans>With the classes below</Trans>
                </th>
              )}
              <th scope="col">
                <span className="visually-hidden">
                  <Trans>As a bar</Trans>
                </span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ path, name, level, own, sum }) => (
              <tr key={path}>
                <th scope="row" style={{ paddingInlineStart: `${0.7 + level * 1.2}rem` }}>
                  <Link
                    to="/p/$project/review"
                    params={{ project: project.name }}
                    search={{ class: path }}
                    title={path}
                  >
                    {name}
                  </Link>
                </th>
                <td className="number">{formatNumber(own)}</td>
                {hasLevels && <td className="number">{own === sum ? '' : formatNumber(sum)}</td>}
                <td>
                  <meter aria-hidden="true" max={most} value={sum} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
