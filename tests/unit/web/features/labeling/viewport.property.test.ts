import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { checkProperty } from '../../../../support/property.ts'
import {
  keepInside,
  moveBy,
  wholePicture,
  zoomAt,
} from '../../../../../web/src/features/labeling/viewport.ts'

const point = fc.integer({ min: -500, max: 500 })

test('the point of the picture under the pointer stays where it is', async () => {
  await checkProperty(
    'the point of the picture under the pointer stays where it is',
    fc.property(
      point,
      point,
      fc.double({ min: 1.1, max: 8, noNaN: true }),
      point,
      point,
      (x, y, factor, px, py) => {
        const before = { scale: 2, x, y }
        const after = zoomAt(before, factor, px, py)
        const under = (view: typeof before) => [(px - view.x) / view.scale, (py - view.y) / view.scale]
        const [one, other] = [under(before), under(after)]
        expect(other[0]).toBeCloseTo(one[0] ?? NaN, 6)
        expect(other[1]).toBeCloseTo(one[1] ?? NaN, 6)
      },
    ),
  )
})

test('the whole picture is the smallest, 64 times the largest', () => {
  expect(zoomAt({ scale: 2, x: 30, y: 4 }, 0.1, 9, 9)).toEqual(wholePicture)
  expect(zoomAt(wholePicture, 1e6, 0, 0).scale).toBe(64)
})

test('a whole picture does not move, and a large one stays in the window', () => {
  expect(moveBy(wholePicture, 5, 5)).toEqual(wholePicture)
  expect(keepInside({ scale: 2, x: 900, y: -900 }, 300, 200)).toEqual({ scale: 2, x: 300, y: -200 })
})
