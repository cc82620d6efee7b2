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

export interface Target {
  readonly kind: 'Person' | 'Name' | 'Id'
  readonly text: string
  /** What was shortened, as it is. */
  readonly whole?: string
}

const shown = 8

/** What an entry is about, as people call it; of the id of a page, an export or an operation enough to tell it apart. */
export const targetOf = (
  { action, target }: Pick<Schemas['AuditEntry'], 'action' | 'target'>,
  nameOf: (user: string) => string,
): Target | undefined => {
  if (target === undefined) return undefined
  if (ofPeople.has(action)) return { kind: 'Person', text: nameOf(target) }
  if (ofNames.has(action)) return { kind: 'Name', text: target }
  return target.length <= shown + 1
    ? { kind: 'Id', text: target }
    : { kind: 'Id', text: `${target.slice(0, shown)}…`, whole: target }
}
