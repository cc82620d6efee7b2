import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ReaderCase } from '../../../../tools/readers/cases.ts'
import { damageCase } from '../../../../tools/readers/damage.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'etiquette-damage-'))
})
afterEach(() => rmSync(root, { recursive: true }))

const caseOf = (format: ReaderCase['format'], file: string, text: string): ReaderCase => {
  const folder = join(root, 'export')
  mkdirSync(dirname(join(folder, file)), { recursive: true })
  writeFileSync(join(folder, file), text)
  return {
    name: 'whole',
    project: 'pets',
    format,
    include: 'Labeled',
    folder,
    images: '/images',
    datastore: 'pets',
    root: 'http://host/pets/',
    sas: '',
    parts: [{ part: '', file }],
    manifest: { project: { classes: [] }, counts: { rows: 3 } },
  }
}

const names = ['Cat', "Rock 'n' roll", 'Dog']
const turned = ['turned/00.jpg', 'turned/01.jpg', 'turned/02.jpg']

const texts = {
  Csv: ['Path,Label', ...turned.map((path, index) => `x,${path},${names[index]}`), ''].join('\r\n'),
  Dataset:
    turned.map((path, index) => `${JSON.stringify({ path, label: names[index] })}\n`).join('') + '{}\n',
  Coco: [
    `{"categories":[${names.map((name) => JSON.stringify({ name })).join()}],`,
    `"images":[${turned.map((path) => `{"file_name":"${path}"}`).join()}],`,
    '"annotations":[',
    '{"id":1},',
    '{"id":2}',
    ']}',
  ].join('\n'),
}

describe.each(Object.entries(texts))('a damaged export of %s', (name, text) => {
  const format = name as ReaderCase['format']

  it('lacks a row, has another class, or two pictures swapped, each in a folder of its own', async () => {
    const one = caseOf(format, 'sub/data', text)
    const copies = await damageCase(one)
    const read = ({ folder }: ReaderCase) => readFileSync(join(folder, 'sub/data'), 'utf8')
    const [less, renamed, swapped] = copies.map(read)
    expect(copies.map(({ damage }) => damage)).toEqual([
      format === 'Coco' ? 'an annotation is missing' : 'a row is missing',
      'a class has another name',
      'two pictures are swapped',
    ])
    expect(less?.split('\n').length).toBe(text.split('\n').length - 1)
    expect(renamed).toBe(text.replace("Rock 'n' roll", 'Rock and roll'))
    expect([...(swapped ?? '').matchAll(/turned\/\d+\.jpg/g)].map(([path]) => path)).toEqual(
      turned.toReversed(),
    )
    expect(new Set([one, ...copies].map(({ folder }) => folder)).size).toBe(4)
    expect(read(one)).toBe(text)
  })

  it('is an error if there is nothing to damage', async () => {
    await expect(damageCase(caseOf(format, 'data', 'x\ny\n'))).rejects.toThrow(
      /Nothing (?:was damaged|to swap)/,
    )
  })
})
