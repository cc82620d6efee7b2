import { formatDuration } from '../../core/time.ts'
import type { ProjectDocument } from '../projects/project.ts'
import type { AuditChange } from '../audit/audit.ts'

const short = {
  displayName: ({ displayName }) => displayName,
  incrementalRefresh: ({ incrementalRefresh }) => incrementalRefresh,
  changedFiles: ({ changedFiles }) => changedFiles,
  pageLease: ({ pageLease }) => formatDuration(pageLease),
  allowNoClass: ({ allowNoClass }) => `${allowNoClass}`,
} as const satisfies Readonly<Record<string, (project: ProjectDocument) => string | undefined>>

/** Too long to be told in full; `labelClasses` keeps its ids, so labels tell what became of them. */
const long = {
  description: ({ description }) => description,
  tags: ({ tags }) => tags,
  instructions: ({ instructions }) => instructions,
  labelClasses: ({ classes }) => classes,
} as const satisfies Readonly<Record<string, (project: ProjectDocument) => unknown>>

/** Which settings differ, by the names that callers give them. */
export const settingsChanges = (before: ProjectDocument, after: ProjectDocument): AuditChange[] => [
  ...Object.entries(short).flatMap(([name, read]): AuditChange[] => {
    const [from, to] = [read(before), read(after)]
    if (from === to) return []
    return [{ name, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }]
  }),
  ...Object.entries(long).flatMap(([name, read]): AuditChange[] =>
    JSON.stringify(read(before)) === JSON.stringify(read(after)) ? [] : [{ name }],
  ),
]
