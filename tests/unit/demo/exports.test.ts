import { describe, expect, it } from '@jest/globals'
import { countRight } from '../../../demo/exports/count-right.ts'
import { readCoco } from '../../../demo/exports/read-coco.ts'
import { readCsv } from '../../../demo/exports/read-csv.ts'
import { readJsonLines } from '../../../demo/exports/read-json-lines.ts'

const prefix = 'AmlDatastore://store/'
const files = (all: Readonly<Record<string, string>>) => (name: string) => all[name] ?? ''

describe('exported labels', () => {
  const header = 'Url,Label,Labels,Path,AbsoluteUrl\r\n'

  it('are read from CSV with quotes, commas and several labels', () => {
    const text =
      header +
      `${prefix}a.png,Cat,"[""Cat""]",a.png,https://a/c/a.png\r\n` +
      `"${prefix}b, y.png","One,Two,3","[""One"",""Two,3""]","b, y.png",https://a/c/b%2C%20y.png\r\n` +
      `"${prefix}c ""x""/50%.png",,[],"c ""x""/50%.png",https://a/c/c%20%22x%22/50%25.png\r\n`
    expect([...readCsv(files({ 'labeledDatapoints.csv': text }), prefix)]).toEqual([
      ['a.png', ['Cat']],
      ['b, y.png', ['One', 'Two,3']],
      ['c "x"/50%.png', []],
    ])
  })

  it('are read from CSV as they are where a spreadsheet could read a formula', () => {
    const text =
      header +
      `${prefix}=a.png,'=1,"[""=1""]",./=a.png,https://a/c/%3Da.png\r\n` +
      `${prefix}a%3B%3D1.png,a;'=1,"[""a;\\u003d1""]",a%3B%3D1.png,https://a/c/a%3B%3D1.png\r\n`
    expect([...readCsv(files({ 'labeledDatapoints.csv': text }), prefix)]).toEqual([
      ['=a.png', ['=1']],
      ['a;=1.png', ['a;=1']],
    ])
  })

  it('are refused from CSV whose URL names another file', () => {
    const text = `${header}${prefix}b.png,Cat,"[""Cat""]",a.png,https://a/c/a.png\r\n`
    expect(() => readCsv(files({ 'labeledDatapoints.csv': text }), prefix)).toThrow('is not')
    expect(() => readCsv(files({ 'labeledDatapoints.csv': 'Url,Label\r\n' }), prefix)).toThrow('columns')
  })

  it('are refused from CSV that breaks off', () => {
    const text = 'Url,Label\r\n"AmlDatastore://store/a'
    expect(() => readCsv(files({ 'labeledDatapoints.csv': text }), prefix)).toThrow('cannot be read')
  })

  it('are read from COCO', () => {
    const coco = {
      images: [
        { id: 1, coco_url: `${prefix}a.png`, path: 'a.png', width: 1, height: 1 },
        { id: 2, coco_url: `${prefix}b.png`, path: 'b.png', width: 1, height: 1 },
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
    expect([...readCoco(files({ 'labels_default.json': JSON.stringify(coco) }), prefix)]).toEqual([
      ['a.png', ['Two', 'One']],
      ['b.png', []],
    ])
  })

  it('are read from JSON lines, and the MLTable file must name them', () => {
    const lines = `{"image_url":"${prefix}a.png","label":"One","path":"a.png"}\n{"image_url":"${prefix}b.png","label":["One","Two"],"path":"b.png"}\n`
    const all = { 'labeledDatapoints.jsonl': lines, MLTable: 'paths:\n  - file: ./labeledDatapoints.jsonl\n' }
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
