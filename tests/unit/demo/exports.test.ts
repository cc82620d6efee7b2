import { describe, expect, it } from '@jest/globals'
import { countRight } from '../../../demo/exports/count-right.ts'
import { readCoco } from '../../../demo/exports/read-coco.ts'
import { readCsv } from '../../../demo/exports/read-csv.ts'
import { readJsonLines } from '../../../demo/exports/read-json-lines.ts'

const prefix = 'AmlDatastore://store/'
const files = (all: Readonly<Record<string, string>>) => (name: string) => all[name] ?? ''

describe('exported labels', () => {
  it('are read from CSV with quotes, line breaks and several labels', () => {
    const text =
      'Url,Label,State\r\n' +
      `${prefix}a.png,Cat,labeled\r\n` +
      `"${prefix}b, y.png",One;Two\\;3,labeled\r\n` +
      `${prefix}c%20%22x%22%2F50%25.png,,labeled\r\n`
    expect([...readCsv(files({ 'labeledDatapoints.csv': text }), prefix)]).toEqual([
      ['a.png', ['Cat']],
      ['b, y.png', ['One', 'Two;3']],
      ['c "x"/50%.png', []],
    ])
  })

  it('are read from CSV without what marks formulas as text', () => {
    const text = `Url,Label\r\n${prefix}a.png,'=1;x\\;'@y;it's\r\n${prefix}a%3B%3D1.png,"a;""'+1"\r\n`
    expect([...readCsv(files({ 'labeledDatapoints.csv': text }), prefix)]).toEqual([
      ['a.png', ['=1', 'x;@y', "it's"]],
      ['a;=1.png', ['a', '"+1']],
    ])
  })

  it('are refused from CSV that breaks off', () => {
    const text = 'Url,Label\r\n"AmlDatastore://store/a'
    expect(() => readCsv(files({ 'labeledDatapoints.csv': text }), prefix)).toThrow('cannot be read')
  })

  it('are read from COCO', () => {
    const coco = {
      images: [
        { id: 1, coco_url: `${prefix}a.png`, width: 1, height: 1 },
        { id: 2, coco_url: `${prefix}b.png`, width: 1, height: 1 },
      ],
      annotations: [
        { image_id: 1, category_id: 2 },
        { image_id: 1, category_id: 1 },
      ],
      categories: [
        { id: 1, name: 'One' },
        { id: 2, name: 'Two' },
      ],
    }
    expect([...readCoco(files({ 'coco.json': JSON.stringify(coco) }), prefix)]).toEqual([
      ['a.png', ['Two', 'One']],
      ['b.png', []],
    ])
  })

  it('are read from JSON lines, and the MLTable file must name them', () => {
    const lines = `{"image_url":"${prefix}a.png","label":"One"}\n{"image_url":"${prefix}b.png","label":["One","Two"]}\n`
    const all = { 'annotations.jsonl': lines, MLTable: 'paths:\n  - file: ./annotations.jsonl\n' }
    expect([...readJsonLines(files(all), prefix)]).toEqual([
      ['a.png', ['One']],
      ['b.png', ['One', 'Two']],
    ])
    expect(() => readJsonLines(files({ ...all, MLTable: '' }), prefix)).toThrow('MLTable')
  })

  it('count as right only if all are there and no other is', () => {
    const images = ['a', 'b', 'c', 'd'].map((name) => ({
      file: name,
      path: name,
      contentType: 'image/png',
      className: name,
      cutShort: false,
    }))
    const labels = new Map([
      ['a', ['y', 'x']],
      ['b', ['x']],
      ['c', ['x', 'y', 'z']],
    ])
    expect(countRight(labels, images, () => ['x', 'y'])).toBe(1)
  })
})
