import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import type { Evidence } from '../../../../../lab/soak/check/evidence.ts'
import type { Orchestration } from '../../../../../lab/soak/check/read-orchestrations.ts'
import { readSqlite } from '../../../../../lab/soak/check/read-sqlite.ts'
import { sortDocuments } from '../../../../../lab/soak/check/read-store.ts'
import type { Call, ClockChange, Exported } from '../../../../../lab/soak/history/record.ts'

/** Documents of any shape: defects are made by changing them. */
// oxlint-disable-next-line typescript/no-explicit-any
export type Doc = Record<string, any>

export const idOf = (path: string): string =>
  createHash('sha256').update(`6:photos${path.length}:${path}`).digest('hex').slice(0, 32)

/** A project of one segment with three items: one that is labeled, one that was rejected, one that nobody answered. */
export interface MadeUp {
  readonly workspace: Doc[]
  readonly items: Doc[]
  readonly calls: Call[]
  readonly files: Evidence['files']
  readonly exports: Exported[]
  readonly exported: Map<string, { rows: Map<string, readonly string[]>; removed: string[] }>
  readonly clocks: ClockChange[]
  readonly done: Set<string>
  readonly touched: Map<string, number[]>
  readonly orchestrations: Orchestration[]
  readonly document: (id: string) => Doc
}

const item = (path: string, rest: Doc): Doc => ({
  id: idOf(path),
  kind: 'item',
  path,
  file: { etag: `"${path}"`, size: 1, lastModified: 0 },
  rank: 5,
  answers: [],
  history: [],
  width: 3,
  height: 2,
  importedAt: 0,
  changedAt: 0,
  ...rest,
})

export const answer = (id: string, by: string, at: number): Doc => ({
  type: 'Label',
  label: { kind: 'Classes', classes: [id] },
  by,
  at,
})

const call = (rest: Partial<Call> & Pick<Call, 'action' | 'user' | 'from' | 'to'>): Call => ({
  project: 'pets',
  outcome: 'ok',
  lost: 0,
  accepted: new Set(),
  ...rest,
})

const [labeled, rejected, fresh] = [idOf('a.png'), idOf('b.png'), idOf('c.png')]

const page = (name: string, labeler: string, rest: Doc): Doc => ({
  id: `page:${name}`,
  kind: 'page',
  page: name,
  labeler,
  fingerprint: 'f',
  ttl: 60,
  ...rest,
})

const exported = (id: string, at: number, rows: number, rest: Partial<Exported>): Exported => ({
  event: 'export',
  at: at + 20,
  project: 'pets',
  id,
  format: 'Coco',
  include: 'Labeled',
  requestedAt: at,
  endedAt: at + 5,
  rows,
  ...rest,
})

export const makeUp = (): MadeUp => {
  const workspace: Doc[] = [
    {
      id: 'pets',
      kind: 'project',
      uid: 'u',
      segments: 1,
      datastore: 'photos',
      classes: [
        { id: 'c0', path: 'Cat' },
        { id: 'c1', path: 'Dog' },
      ],
    },
    { id: 'op', kind: 'operation', work: 'export', status: 'Succeeded' },
    { id: 'exportSlots', kind: 'exportSlots', running: [] },
    { id: 'refresh', kind: 'refresh', run: 1 },
    {
      id: 'export:e1',
      kind: 'export',
      export: 'e1',
      status: 'Succeeded',
      snapshotPath: 'pets/u/e1',
      files: [{ path: 'labels_default.json' }],
    },
    { id: 'record', kind: 'audit', something: 'that the checker does not know' },
  ]
  const items: Doc[] = [
    item('a.png', {
      state: 'labeled',
      answers: [answer('c0', 'ana', 150)],
      decision: { source: 'Labeler' },
      labeledBy: 'ana',
      classes: ['c0'],
    }),
    item('b.png', {
      state: 'unlabeled',
      queue: -7,
      history: [
        {
          decision: { source: 'Labeler', ...answer('c1', 'ana', 150) },
          endedAt: 250,
          endedBy: 'rita',
          action: 'Rejected',
        },
      ],
    }),
    item('c.png', { state: 'unlabeled', queue: 5 }),
    {
      id: 'counters',
      kind: 'counters',
      states: { labeled: 1, unlabeled: 2 },
      open: 2,
      missing: 0,
      classes: { c0: 1, c1: 0 },
    },
    { id: 'labeler:ana', kind: 'labeler', user: 'ana', labeled: 1, skipped: 0, rejected: 1, submitted: 2 },
    { id: 'dispatch', kind: 'dispatch', turn: 4 },
    page('0-p1', 'ana', {
      status: 'Submitted',
      items: [{ id: labeled }, { id: rejected }],
      grantedAt: 100,
      submittedAt: 150,
      refused: [],
    }),
    page('0-p2', 'ben', { status: 'Held', items: [{ id: fresh }], grantedAt: 300, leaseUntil: 100_300 }),
  ]
  const calls = [
    call({
      action: 'takePage',
      user: 'ana',
      from: 90,
      to: 110,
      granted: { page: '0-p1', expiresAt: 500, items: [labeled, rejected] },
    }),
    call({
      action: 'submitPage',
      user: 'ana',
      page: '0-p1',
      answers: [
        { item: labeled, labels: ['Cat'] },
        { item: rejected, labels: ['Dog'] },
      ],
      from: 140,
      to: 160,
      accepted: new Set([labeled, rejected]),
    }),
    call({
      action: 'rejectItems',
      user: 'rita',
      items: [rejected],
      from: 240,
      to: 260,
      accepted: new Set([rejected]),
    }),
    call({
      action: 'takePage',
      user: 'ben',
      from: 290,
      to: 310,
      granted: { page: '0-p2', expiresAt: 100_300, items: [fresh] },
    }),
  ]
  const file = (path: string) => ({ path, etag: path, width: 3, height: 2 })
  return {
    workspace,
    items,
    calls,
    files: {
      projects: { pets: [file('a.png'), file('b.png'), file('c.png')] },
      exports: ['pets/u/e1/labels_default.json'],
    },
    // A reader of the first two knows what the third shows.
    exports: [
      exported('e1', 200, 2, {}),
      exported('e2', 270, 0, { since: 'e1' }),
      exported('e3', 280, 1, { confirms: 'e2' }),
    ],
    exported: new Map([
      [
        'e1',
        {
          rows: new Map([
            ['a.png', ['Cat']],
            ['b.png', ['Dog']],
          ]),
          removed: [],
        },
      ],
      ['e2', { rows: new Map(), removed: ['b.png'] }],
      ['e3', { rows: new Map([['a.png', ['Cat']]]), removed: [] }],
    ]),
    clocks: [],
    done: new Set(),
    touched: new Map(),
    orchestrations: [
      { instanceId: 'op', name: 'exportProject_v1', runtimeStatus: 'Completed', output: null },
    ],
    document: (id) => {
      const found = [...workspace, ...items].find((one) => one['id'] === id)
      if (!found) throw new Error(`There is no document ${id}`)
      return found
    },
  }
}

const write = (
  db: DatabaseSync,
  table: string,
  fields: readonly string[],
  part: (doc: Doc) => string,
  documents: Doc[],
) => {
  const columns = ['part', 'id', 'kind', 'body', ...fields.map((name) => `f_${name}`)]
  db.exec(`CREATE TABLE ${table} (${columns.join(', ')})`)
  const insert = db.prepare(`INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})`)
  for (const document of documents) {
    const { column = {}, ...body } = document
    insert.run(
      part(document),
      body['id'],
      body['kind'],
      JSON.stringify(body),
      ...fields.map((name) => column[name] ?? body[name] ?? null),
    )
  }
}

/** Writes it into a SQLite file and reads that as the checker does. `column` and `part` are said apart from the body. */
export const evidenceOf = ({
  workspace,
  items,
  calls,
  files,
  exports,
  exported,
  clocks,
  done,
  touched,
  orchestrations,
}: MadeUp): Evidence => {
  const folder = mkdtempSync(join(tmpdir(), 'etiquette-made-up-'))
  try {
    const db = new DatabaseSync(join(folder, 'etiquette.db'))
    db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; BEGIN')
    write(db, 'workspace', ['startedAt'], () => 'w', workspace)
    write(
      db,
      'items',
      ['path', 'state', 'queue', 'labeledBy', 'leaseUntil'],
      ({ part = 'u:0' }) => part,
      items,
    )
    db.exec('COMMIT')
    db.close()
    const history = { calls, touched, exports, clocks, done, endedAt: 1_000_000 }
    return { store: sortDocuments(readSqlite(folder)), history, files, exported, orchestrations }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
