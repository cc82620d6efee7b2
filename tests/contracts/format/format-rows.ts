import {
  classId,
  datastoreName,
  exportId,
  projectName,
  projectUid,
  userId,
} from '../../../src/domain/core/ids.ts'
import type { ExportRow } from '../../../src/domain/formats/format.ts'
import type { ExportPlan } from '../../../src/domain/model/exports/export.ts'
import type { LabelClass } from '../../../src/domain/model/labels/label-class.ts'
import type { Region, RegionKind } from '../../../src/domain/model/labels/region.ts'
import { makeItem, makeProject } from '../../support/make-documents.ts'

/** A row without the members that the export adds. */
export type RowDraft = Omit<ExportRow, 'id' | 'annotation' | 'countUnsupported'>

const plainClasses = ['Cat', 'Dog', 'Dog/Poodle']
/** Projects of earlier versions may have classes of any name. */
const hostileClasses = [
  '=cmd()',
  '../x',
  'CON',
  'semi;colon, "quoted"',
  'back\\slash',
  'line\r\nbreak',
  'tab\there',
  '😀 ü/e\u0301',
  '<b>&amp;</b>: #- {x}',
  'long '.repeat(200),
]

export const classes: readonly LabelClass[] = [
  ...[...plainClasses, ...hostileClasses].map((path, index) => ({ id: classId.parse(`c${index}`), path })),
  { id: classId.parse('c90'), path: 'Gone, used', withdrawn: true },
  { id: classId.parse('c91'), path: 'Gone, unused', withdrawn: true },
]
const plain = classes.slice(0, plainClasses.length)
const hostile = classes.slice(plainClasses.length, -1)

const hostilePaths = [
  '../x.png',
  '../../etc/passwd',
  '/absolute.png',
  'C:/x.png',
  'CON',
  'a/nul.png',
  'a/b\\c.png',
  'a//b.png',
  'it\'s "quoted", x;y.png',
  'line\nbreak\r\n.png',
  'tab\t.png',
  '\u0000.png',
  '\u202egnp.exe',
  '\u2028.png',
  '=cmd().png',
  '-rf',
  '~/x.png',
  '😀/ü/e\u0301.png',
  '100%.png',
  'a%2F..%2Fb.png',
  '<b>&amp;#?.png',
  'ends.',
  'ends ',
  `${'long/'.repeat(199)}n.png`,
  'x'.repeat(1000),
  '_renamed/x.png',
  // Differ only in the extension: a format that replaces it must keep the files distinct.
  'same',
  'same.png',
  'same.jpg',
  'same.png.txt',
  // The same file on some file system, or a folder where another item's file may be.
  'Same.png',
  'SAME.PNG',
  'same~1.png',
  'same.png.txt/inner.png',
  'Same.png.TXT/inner.png',
  'same.txt/inner.png',
  'caf\u00e9.png',
  'cafe\u0301.png',
  'stra\u00dfe.png',
  'STRASSE.png',
  'strasse.png',
  '\u212b.png',
  '\u00e5.png',
  'g\u200dit.png',
  'git.png',
  // Names of files of the export itself.
  'manifest.json',
  'manifest.png',
  'files.jsonl',
  'files.png',
]

const snapshotAt = 1_700_000_000_000
const datastore = datastoreName.parse('store')

export const plan: ExportPlan = {
  id: 'exportPlan:e1',
  kind: 'exportPlan',
  export: exportId.parse('e1'),
  format: '',
  include: 'All',
  snapshotAt,
  snapshotPath: 'cats/u1/e1',
  project: projectName.parse('cats'),
  uid: projectUid.parse('u1'),
  displayName: 'Cats, "big" \\ \n=cmd()',
  dataset: 'pets',
  datastore,
  containerUrl: 'https://account.blob.core.windows.net/photos',
  path: '**',
  mediaType: 'Image',
  taskType: 'MultiLabel',
  classes: [...classes],
  segments: 1,
  ttl: 1,
}

const regionOf = (kind: RegionKind, { id }: LabelClass): Region => {
  switch (kind) {
    case 'Class':
      return { kind, class: id }
    case 'Box':
      return { kind, class: id, box: [0.25, 0.25, 0.5, 0.5] }
    case 'Polygon':
      return {
        kind,
        class: id,
        parts: [
          [
            [
              [0, 0],
              [1, 0],
              [1, 1],
            ],
          ],
        ],
      }
    case 'Mask':
      return { kind, class: id, sha256: 'a'.repeat(64), value: 1 }
    case 'Span':
      return { kind, class: id, start: 0, end: 3, text: 'cat' }
  }
}

const rowOf = (path: string, regions: readonly Region[] | undefined): RowDraft => {
  const item = makeItem(makeProject({ datastore }), path, snapshotAt - 2)
  const label = { kind: 'Classes' }
  const at = snapshotAt - 1
  return {
    item: { ...item, width: 640, height: 480 },
    decided: regions && { type: 'Label', source: 'Labeler', by: userId.parse('ann'), at, label },
    state: regions ? 'labeled' : 'unlabeled',
    regions,
    size: { width: 640, height: 480 },
    part: undefined,
  }
}

export interface Kind {
  readonly kind: RegionKind
  readonly regions: 'One' | 'Many'
}

/** Labels with one region each, or in turn with two classes, the same class twice, and no region. */
const labeled = ({ kind, regions }: Kind, paths: readonly string[], from: readonly LabelClass[]) =>
  paths.map((path, index) => {
    const [one, other] = [0, 1].map((next) => regionOf(kind, from[(index + next) % from.length]!))
    if (regions === 'One') return rowOf(path, [one!])
    return rowOf(path, [[one!, other!], [one!, one!], []][index % 3])
  })

export const plainRows = (kind: Kind): readonly RowDraft[] =>
  labeled(kind, ['0.png', 'f/1.png', 'f/g/2.jpeg', '3.png', '4'], plain)

/** @param names Additional paths of items */
export const hostileRows = (kind: Kind, names: readonly string[] = []): readonly RowDraft[] =>
  labeled(kind, [...new Set([...hostilePaths, ...names])], hostile)

export const unlabeledRows = (): readonly RowDraft[] => [
  rowOf('unlabeled.png', undefined),
  { ...rowOf('skipped.png', undefined), state: 'needsReview' },
]
