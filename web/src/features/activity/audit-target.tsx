import type { Schemas } from '../../api/client.ts'

const ofPeople: ReadonlySet<string> = new Set(['AddMember', 'ChangeMember', 'RemoveMember', 'DeletePerson'])
const ofNames: ReadonlySet<string> = new Set([
  'CreateDatastore',
  'ReplaceDatastore',
  'DeleteDatastore',
  'CreateUploadUrls',
  'CreateDataset',
  'DescribeDataset',
  'DeleteDataset',
])

interface AuditTargetProps {
  readonly entry: Schemas['AuditEntry']
  readonly target: string
  readonly nameOf: (user: string) => string
}

/** What was changed, as people call it; the id of a page, an export or an operation is for a closer look. */
export const AuditTarget = ({ entry, target, nameOf }: AuditTargetProps) => {
  if (ofPeople.has(entry.action)) return <strong>{nameOf(target)}</strong>
  if (ofNames.has(entry.action)) return <code>{target}</code>
  return <code className="quiet">{target}</code>
}
