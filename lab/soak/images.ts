import { PNG } from 'pngjs'
import type { Random } from './random.ts'

/** A file for the container. Its size in pixels goes into the blob's metadata, for the checker to compare. */
export interface SoakImage {
  readonly bytes: Buffer
  readonly metadata: { readonly width: string; readonly height: string }
}

const drawn = new Map<string, Buffer>()

const draw = (width: number, height: number): Buffer => {
  const key = `${width}x${height}`
  const known = drawn.get(key)
  if (known) return known
  const png = new PNG({ width, height })
  png.data.fill(width * 8 + height)
  const bytes = PNG.sync.write(png)
  drawn.set(key, bytes)
  return bytes
}

/** A real picture of some pixels, so small that thousands are made at once. */
export const makeImage = (random: Random): SoakImage => {
  const [width, height] = [random.whole(1, 12), random.whole(1, 12)]
  return { bytes: draw(width, height), metadata: { width: String(width), height: String(height) } }
}

/** Bytes that are no image. */
export const makeRubbish = (random: Random): SoakImage => ({
  bytes: Buffer.from(`no image ${random.whole(0, 1e9)}`),
  metadata: { width: '0', height: '0' },
})
