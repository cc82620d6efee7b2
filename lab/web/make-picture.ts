import sharp from 'sharp'

/** A picture that looks like a photograph to a codec: coarse shapes with some grain. Another one for each seed. */
export const makePicture = async (seed: number, width: number, height: number): Promise<Buffer> => {
  const coarse = Buffer.alloc(16 * 12 * 3)
  let state = seed + 1
  for (let index = 0; index < coarse.length; index += 1) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    coarse[index] = state >>> 24
  }
  return sharp(coarse, { raw: { width: 16, height: 12, channels: 3 } })
    .resize(width, height, { kernel: 'cubic' })
    .jpeg({ quality: 85 })
    .toBuffer()
}
