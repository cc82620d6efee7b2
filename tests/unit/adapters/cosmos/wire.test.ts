import { describe, expect, it } from '@jest/globals'
import { fromWire, toWire } from '../../../../src/adapters/cosmos/wire.ts'

const document = { id: 'a', kind: 'item', n: 1 }
const stored = { ...document, pk: 'p', _etag: '"1"', _rid: 'x', _ts: 1 }

describe('the mark of the batch that wrote a document', () => {
  it('is beside the fields of the document', () => {
    expect(toWire(document, JSON.stringify(document), 'p', 'mark')).toEqual({
      ...document,
      pk: 'p',
      w: 'mark',
    })
    expect(fromWire({ ...stored, w: 'mark' })).toEqual({ document, etag: '1', marker: 'mark' })
    expect(fromWire(stored)).toEqual({ document, etag: '1', marker: undefined })
  })

  it('has the name of earlier versions in the documents that they wrote', () => {
    expect(fromWire({ ...stored, _w: 'early' })).toEqual({ document, etag: '1', marker: 'early' })
    expect(fromWire({ ...stored, _w: 'early', w: 'late' })).toMatchObject({ document, marker: 'late' })
  })

  it.each(['w', '_w', 'pk', '_etag'])('leaves no room for a field %s', (field) => {
    expect(() => toWire({ ...document, [field]: 'x' }, '{}', 'p', 'mark')).toThrow(field)
  })
})
