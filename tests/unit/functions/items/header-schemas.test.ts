import { describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { headerShape, showHeader } from '../../../../src/functions/items/header-schemas.ts'
import { makeItem, makeProject } from '../../../support/labeling-world.ts'

const { headerPending: _, ...item } = makeItem(makeProject(), 'a.jpg', 1)
const schema = z.strictObject(headerShape)
const show = (fields: Partial<typeof item>) =>
  schema.parse(JSON.parse(JSON.stringify(showHeader({ ...item, ...fields }, undefined))))

describe('the header of a file in the API', () => {
  it('has the displayed size, the format and the orientation', () => {
    const header = { width: 4, height: 3, format: 'jpeg' }
    expect(show({ ...header, orientation: 6 })).toEqual({ ...header, orientation: 6 })
    expect(show(header)).toEqual({ ...header, orientation: 1 })
  })

  it('has no orientation while the size is unknown, or is the stored one of an earlier version', () => {
    expect(show({})).toEqual({})
    expect(show({ width: 4, height: 3 })).toEqual({ width: 4, height: 3 })
    expect(show({ format: 'jpeg', problem: 'Truncated' })).toEqual({ format: 'jpeg', problem: 'Truncated' })
  })

  it('has the size of a picture that browsers do not show', () => {
    const header = { width: 4, height: 3, format: 'dicom', problem: 'NotDisplayable' } as const
    expect(show(header)).toEqual({ ...header, orientation: 1 })
  })
})
