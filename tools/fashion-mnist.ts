import { PNG } from 'pngjs'

/** The classes by number, as folder names: `T-shirt` is the data set's `T-shirt/top`. */
export const FASHION_CLASSES = [
  'T-shirt',
  'Trouser',
  'Pullover',
  'Dress',
  'Coat',
  'Sandal',
  'Shirt',
  'Sneaker',
  'Bag',
  'Ankle boot',
] as const

const GREY = 0

/** An 8-bit grey PNG of an image's grey values. */
export function greyPng(width: number, height: number, values: Buffer): Buffer {
  const png = new PNG({
    width,
    height,
    colorType: GREY,
    inputColorType: GREY,
    bitDepth: 8,
    inputHasAlpha: false,
  })
  png.data = values
  return PNG.sync.write(png, {
    colorType: GREY,
    inputColorType: GREY,
    bitDepth: 8,
    inputHasAlpha: false,
    deflateLevel: 9,
  })
}
