import { describe, expect, it } from '@jest/globals'
import { isSafeName } from '../../src/domain/core/safe-name.ts'
import { isSafePath } from '../../src/domain/core/safe-path.ts'
import type { Format } from '../../src/domain/formats/format.ts'
import { aboutFolder } from '../../src/domain/model/exports/export.ts'
import {
  classes,
  hostileRows,
  plainRows,
  plan,
  unlabeledRows,
  type Kind,
  type RowDraft,
} from './format/format-rows.ts'
import { collisionsIn } from './format/collisions.ts'
import { writeRows, type Written } from './format/write-rows.ts'

/** One item in a file. */
export interface FoundRow {
  /** The item's path or id. */
  readonly item: string
  /** Paths or ids of the classes; undefined without a label. */
  readonly classes: readonly string[] | undefined
}

/** What the test of a format passes to the contract. */
export interface FormatSamples {
  /** Parses a file, strictly; companions are not passed. @throws Error if the file is not well-formed */
  readonly read: (
    text: string,
    of: { readonly path: string; readonly regions: Kind['regions'] },
  ) => readonly FoundRow[]
  /** Whether rows without a label are in the files. */
  readonly unlabeled: 'Listed' | 'LeftOut'
  /** Rows with an unsupported feature, as changes of an ordinary row, and the reason that the format gives. */
  readonly unsupported?: readonly (readonly [reason: string, changes: Partial<RowDraft>])[]
}

const classPaths = new Map<string, string>(classes.map(({ id, path }) => [id, path]))
const splits = [
  undefined,
  { train: 0.5, validation: 0.5, test: 0, seed: 1 },
  { train: 0.4, validation: 0.3, test: 0.3, seed: 1 },
]
const mostSections = 35

const comparable = (found: readonly FoundRow[]): readonly FoundRow[] =>
  found
    .map(({ item, classes: names }) => ({
      item,
      classes: names && [...new Set(names.map((name) => classPaths.get(name) ?? name))].toSorted(),
    }))
    .toSorted((one, other) => (one.item < other.item ? -1 : 1))

const expected = (rows: readonly RowDraft[]): readonly FoundRow[] =>
  comparable(
    rows.map(({ item, regions }) => ({
      item: item.path,
      classes: regions?.map((region) => region.class),
    })),
  )

/** Requirements for every export format of any layout. */
export const describeFormat = (
  format: Format,
  { read, unlabeled, unsupported: samples = [] }: FormatSamples,
): void => {
  const rowsIn = ({ contents, regions }: Written, rows: readonly RowDraft[]): readonly FoundRow[] => {
    const paths = new Map<string, string>(rows.map(({ item }) => [item.id, item.path]))
    const found = contents.flatMap(({ text, path }) => read(text, { path, regions }))
    return comparable(found.map((one) => ({ ...one, item: paths.get(one.item) ?? one.item })))
  }

  /** The files contain each row with its classes, or the format counted it as unsupported. */
  const expectFoundOrUnsupported = (written: Written, rows: readonly RowDraft[]): void => {
    const { unsupported } = written
    const found = rowsIn(written, rows).filter(({ item }) => !unsupported.has(item))
    expect(found).toEqual(expected(rows.filter(({ item }) => !unsupported.has(item.path))))
    for (const [path, reasons] of unsupported)
      for (const reason of reasons) {
        // The manifest counts by reason, so a reason must not name the item.
        expect(reason).toMatch(/^\P{Cc}{1,200}$/u)
        expect(reason.includes(path)).toBe(false)
      }
  }

  const kinds: readonly Kind[] = format.takes.flatMap((kind) =>
    (['One', 'Many'] as const).map((regions) => ({ kind, regions })),
  )

  describe(`the format ${format.name}`, () => {
    it('describes itself', () => {
      expect(format.name).toMatch(/^[A-Z][A-Za-z0-9]{1,63}$/)
      expect(format.about).not.toBe('')
      expect(format.notes).not.toBe('')
      expect(format.extension).toMatch(/^\.[a-z0-9]+$/)
      expect(format.version).not.toBe('')
      expect(format.takes.length).toBeGreaterThan(0)
      for (const facts of [format.takes, format.needs]) expect(new Set<string>(facts).size).toBe(facts.length)
      for (const meaning of Object.values(format.options)) expect(meaning).not.toBe('')
      expect(format.write ?? format.read).toBeDefined()
    })

    if (!format.write) return

    describe.each(kinds)('with labels of $regions $kind', (kind) => {
      const { regions } = kind

      it('writes every item with its classes', async () => {
        const rows = plainRows(kind)
        const written = await writeRows(format, rows, { regions })
        expect(rowsIn(written, rows)).toEqual(expected(rows))
        expect(written.unsupported).toEqual(new Map())
      })

      it('writes items and classes with hostile names, or counts them as unsupported', async () => {
        const rows = hostileRows(kind)
        expectFoundOrUnsupported(await writeRows(format, rows, { regions }), rows)
      })

      it('writes items of unknown size, or counts them as unsupported', async () => {
        const rows = plainRows(kind).map((row) => ({ ...row, size: undefined, problem: 'SizeUnknown' }))
        const written = await writeRows(format, rows, { regions })
        expectFoundOrUnsupported(written, rows)
        for (const { text } of written.contents) expect(text).not.toMatch(/(width|height)"?\W+0\b/i)
      })

      it(`${unlabeled === 'Listed' ? 'writes' : 'leaves out'} rows without a label`, async () => {
        const [first, ...others] = plainRows(kind)
        const rows = [first!, ...unlabeledRows(), ...others]
        const found = rowsIn(await writeRows(format, rows, { regions }), rows)
        expect(found).toEqual(
          expected(unlabeled === 'Listed' ? rows : rows.filter((row) => row.regions !== undefined)),
        )
      })

      it.each(splits)('gives files safe and unique names with the split %j', async (split) => {
        const { listed: fixed } = await writeRows(format, [], { regions, split })
        const names = fixed
          .flatMap(({ path }) => [path, path.slice(path.lastIndexOf('/') + 1)])
          .flatMap((path) => [path, path.replace(/\.[^./]*$/, ''), `${path}.png`])
        const rows = hostileRows(kind, names)
        const { listed, paths, archived } = await writeRows(format, rows, { regions, split })
        for (const { name, contentType } of listed) {
          expect([name, isSafeName(name)]).toEqual([name, true])
          expect(contentType).toMatch(/^[a-z]+\/[\w.+-]+(; charset=utf-8)?$/)
        }
        expect(new Set(listed.map(({ name }) => name.toLowerCase())).size).toBe(listed.length)
        for (const found of [[...paths, 'README.md', `${aboutFolder}/manifest.json`], ...archived]) {
          expect(found.filter((path) => !isSafePath(path))).toEqual([])
          expect(collisionsIn(found)).toEqual([])
        }
      })

      it('writes the same files however rows are split into blocks', async () => {
        const rows = [...plainRows(kind), ...hostileRows(kind), ...unlabeledRows()]
        for (const split of splits) {
          const whole = await writeRows(format, rows, { regions, split })
          expect(whole.contents.length).toBeGreaterThan(0)
          for (const cut of ['Flushes', 'Parts'] as const)
            expect(await writeRows(format, rows, { regions, split, cut })).toEqual(whole)
        }
      })

      it('writes readable files without rows', async () => {
        for (const split of splits) {
          const written = await writeRows(format, [], { regions, split })
          expect(rowsIn(written, [])).toEqual([])
        }
      })
    })

    for (const [reason, changes] of samples)
      it(`counts '${reason}' as unsupported`, async () => {
        for (const kind of kinds) {
          const [first, ...others] = plainRows(kind)
          const rows = [{ ...first!, ...changes }, ...others]
          const written = await writeRows(format, rows, { regions: kind.regions })
          expectFoundOrUnsupported(written, rows)
          expect(written.unsupported).toEqual(new Map([[rows[0]!.item.path, [reason]]]))
        }
      })

    if (format.layout !== 'Stream') return
    const { write } = format

    it('has a frame for its sections, and appends only to these', () => {
      for (const kind of kinds) {
        const stream = write({ plan, serviceVersion: '1.2.3', regions: kind.regions })
        expect(stream.sections).toBeGreaterThanOrEqual(1)
        expect(stream.sections).toBeLessThanOrEqual(mostSections)
        expect(stream.frame({ usedClasses: new Set() })).toHaveLength(stream.sections + 1)
        for (const split of [undefined, 'train', 'validation', 'test'] as const) {
          const { name, path } = stream.fileName(split)
          expect([name, path].filter((text) => !text.endsWith(format.extension))).toEqual([])
        }
        for (const [index, row] of [...plainRows(kind), ...unlabeledRows()].entries()) {
          const numbered = { ...row, id: index + 1, annotation: () => 1, countUnsupported: () => undefined }
          stream.write(numbered, (section, text) => {
            expect(Array.from({ length: stream.sections }, (_, known) => known)).toContain(section)
            // The layout drops a block of empty text, and so its separator.
            expect(text).not.toBe('')
          })
        }
      }
    })
  })
}
