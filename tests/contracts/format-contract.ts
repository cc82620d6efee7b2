import { describe, expect, it } from '@jest/globals'
import { isSafeName } from '../../src/domain/core/safe-name.ts'
import { isSafePath } from '../../src/domain/core/safe-path.ts'
import type { Format } from '../../src/domain/formats/format.ts'
import {
  classes,
  hostileRows,
  plainRows,
  plan,
  unlabeledRows,
  type Kind,
  type RowDraft,
} from './format/format-rows.ts'
import { writeRows, type Written } from './format/write-rows.ts'

/** What a file says of one item. */
export interface SaidRow {
  /** The path or the id of the item. */
  readonly item: string
  /** Paths or ids of its classes; undefined if the item has no label. */
  readonly classes: readonly string[] | undefined
}

/** What a format's test gives the contract. */
export interface FormatSamples {
  /** Reads a file of the format that is no companion, strictly. @throws Error if it is not well-formed */
  readonly read: (
    text: string,
    of: { readonly path: string; readonly regions: Kind['regions'] },
  ) => readonly SaidRow[]
  /** Whether rows without a label are in the files. */
  readonly unlabeled: 'Listed' | 'LeftOut'
  /** Rows that the format cannot say, as changes of an ordinary row, with the reason. */
  readonly unsayable?: readonly (readonly [reason: string, changes: Partial<RowDraft>])[]
}

const classPaths = new Map<string, string>(classes.map(({ id, path }) => [id, path]))
const splits = [
  undefined,
  { train: 0.5, validation: 0.5, test: 0, seed: 1 },
  { train: 0.4, validation: 0.3, test: 0.3, seed: 1 },
]
const mostSections = 35

const comparable = (said: readonly SaidRow[]): readonly SaidRow[] =>
  said
    .map(({ item, classes: names }) => ({
      item,
      classes: names && [...new Set(names.map((name) => classPaths.get(name) ?? name))].toSorted(),
    }))
    .toSorted((one, other) => (one.item < other.item ? -1 : 1))

const expected = (rows: readonly RowDraft[]): readonly SaidRow[] =>
  comparable(
    rows.map(({ item, regions }) => ({
      item: item.path,
      classes: regions?.map((region) => region.class),
    })),
  )

/** What holds for every export format, whatever its layout and files are. */
export const describeFormat = (format: Format, { read, unlabeled, unsayable = [] }: FormatSamples): void => {
  const saidIn = ({ contents, regions }: Written, rows: readonly RowDraft[]): readonly SaidRow[] => {
    const paths = new Map<string, string>(rows.map(({ item }) => [item.id, item.path]))
    const said = contents.flatMap(({ text, path }) => read(text, { path, regions }))
    return comparable(said.map((one) => ({ ...one, item: paths.get(one.item) ?? one.item })))
  }

  /** Each row is in the files in full, or the format gives a reason. */
  const expectSaidOrTold = (written: Written, rows: readonly RowDraft[]): void => {
    const { told } = written
    const said = saidIn(written, rows).filter(({ item }) => !told.has(item))
    expect(said).toEqual(expected(rows.filter(({ item }) => !told.has(item.path))))
    for (const [path, reasons] of told)
      for (const reason of reasons) {
        // The manifest counts by reason, so a reason has no place for the item's name.
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

      it('says every label, item and class', async () => {
        const rows = plainRows(kind)
        const written = await writeRows(format, rows, { regions })
        expect(saidIn(written, rows)).toEqual(expected(rows))
        expect(written.told).toEqual(new Map())
      })

      it('says items and classes of hostile names, or counts that it cannot', async () => {
        const rows = hostileRows(kind)
        expectSaidOrTold(await writeRows(format, rows, { regions }), rows)
      })

      it('says items of unknown size, or counts that it cannot', async () => {
        const rows = plainRows(kind).map((row) => ({ ...row, width: 0, height: 0 }))
        expectSaidOrTold(await writeRows(format, rows, { regions }), rows)
      })

      it(`has rows without a label ${unlabeled === 'Listed' ? 'in its files' : 'in no file'}`, async () => {
        const [first, ...others] = plainRows(kind)
        const rows = [first!, ...unlabeledRows(), ...others]
        const said = saidIn(await writeRows(format, rows, { regions }), rows)
        expect(said).toEqual(
          expected(unlabeled === 'Listed' ? rows : rows.filter((row) => row.regions !== undefined)),
        )
      })

      it.each(splits)('names files safely, each once, with the split %j', async (split) => {
        const { listed: fixed } = await writeRows(format, [], { regions, split })
        const names = fixed.flatMap(({ path }) => [path, path.replace(/\.[^./]*$/, ''), `${path}.png`])
        const rows = hostileRows(kind, names)
        const { listed, paths, archived } = await writeRows(format, rows, { regions, split })
        for (const { name, contentType } of listed) {
          expect([name, isSafeName(name)]).toEqual([name, true])
          expect(contentType).toMatch(/^[a-z]+\/[\w.+-]+(; charset=utf-8)?$/)
        }
        expect(new Set(listed.map(({ name }) => name.toLowerCase())).size).toBe(listed.length)
        for (const found of [[...paths, 'manifest.json'], ...archived]) {
          expect(found.filter((path) => !isSafePath(path))).toEqual([])
          expect(found.filter((path, index) => found.indexOf(path) < index)).toEqual([])
        }
      })

      it('writes the same wherever the rows are cut', async () => {
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
          expect(saidIn(written, [])).toEqual([])
        }
      })
    })

    for (const [reason, changes] of unsayable)
      it(`counts '${reason}' for what it cannot say`, async () => {
        for (const kind of kinds) {
          const [first, ...others] = plainRows(kind)
          const rows = [{ ...first!, ...changes }, ...others]
          const written = await writeRows(format, rows, { regions: kind.regions })
          expectSaidOrTold(written, rows)
          expect(written.told).toEqual(new Map([[rows[0]!.item.path, [reason]]]))
        }
      })

    if (format.layout !== 'Stream') return
    const { write } = format

    it('has a frame around its sections, and appends text to these alone', () => {
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
          const numbered = { ...row, id: index + 1, annotation: () => 1, cannotSay: () => undefined }
          stream.write(numbered, (section, text) => {
            expect(Array.from({ length: stream.sections }, (_, known) => known)).toContain(section)
            // Blocks lose the separator of an empty text.
            expect(text).not.toBe('')
          })
        }
      }
    })
  })
}
