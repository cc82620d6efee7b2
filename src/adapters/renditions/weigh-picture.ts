import type { Metadata } from 'sharp'

/** Bytes of one channel of a pixel. */
const depths: Readonly<Record<string, number>> = {
  uchar: 1,
  char: 1,
  ushort: 2,
  short: 2,
  uint: 4,
  int: 4,
  float: 4,
  complex: 8,
  double: 8,
  dpcomplex: 16,
}

/** A decoder that has a frame of this format in memory has it in this form. */
const frameBytes = 4
/** Also in the form in which it is stored. */
const heifBytes = 6
/** The coefficients of a progressive JPEG, which has all of them before its first pixel is known. */
const coefficientBytes = 2

/**
 * The most bytes that decoding a picture takes at once, beside its file: some formats are decoded line by line, others as a
 * whole. A TIFF counts as a whole, as it can be one strip.
 */
export const weighPicture = ({
  format,
  width,
  height,
  channels,
  depth,
  isProgressive,
}: Pick<Metadata, 'format' | 'width' | 'height' | 'channels' | 'depth' | 'isProgressive'>): number => {
  const pixels = width * height
  const pixelBytes = channels * (depths[depth] ?? frameBytes)
  const wholeFrames: Readonly<Partial<Record<typeof format, number>>> = {
    jpeg: isProgressive ? pixels * channels * coefficientBytes : 0,
    png: isProgressive ? pixels * pixelBytes : 0,
    tiff: pixels * pixelBytes,
    heif: pixels * heifBytes,
  }
  return wholeFrames[format] ?? pixels * frameBytes
}
