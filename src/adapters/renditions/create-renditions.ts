import type { Sharp } from 'sharp'
import {
  renditionSides,
  type Drawing,
  type RenditionKind,
  type Renditions,
} from '../../domain/ports/renditions.ts'
import { unpackWhole } from '../images/content-coding.ts'
import { openSharp } from './open-sharp.ts'
import { reasonOf } from './reason-of.ts'
import { weighPicture } from './weigh-picture.ts'

export interface RenditionLimits {
  /** Of the picture in the file. */
  readonly maxPixels: number
  /** Bytes of a file with a `Content-Encoding`, decoded. */
  readonly maxUnpackedBytes: number
  /** Bytes that decoding may take at once, beside the file. */
  readonly maxDecodedBytes: number
  /** A picture that takes more is decoded alone. */
  readonly largeDecodedBytes: number
  /** A decoder that has a whole frame to decode sees the end of its time only after it. */
  readonly maxSeconds: number
}

/** Two pictures at once then take 900 MB at most, with their files, of the 2 GB of an instance. */
export const usualRenditionLimits = {
  maxUnpackedBytes: 64 * 2 ** 20,
  maxDecodedBytes: 768 * 2 ** 20,
  largeDecodedBytes: 64 * 2 ** 20,
  maxSeconds: 30,
} as const satisfies Omit<RenditionLimits, 'maxPixels'>

/** Details count on a screen, and bytes in a list. */
const qualities: Readonly<Record<RenditionKind, number>> = { thumbnail: 75, screen: 85 }

const shrink = (picture: Sharp, kind: RenditionKind): Sharp => {
  const side = renditionSides[kind]
  return picture
    .autoOrient()
    .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: qualities[kind] })
}

/** Runs one after the other. */
const createQueue = () => {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(work: () => Promise<T>): Promise<T> => {
    const next = last.then(work, work)
    last = next.catch(() => undefined)
    return next
  }
}

/** Makes renditions with `sharp`, within limits of pixels, memory and time. */
export const createRenditions = (limits: RenditionLimits): Renditions => {
  const alone = createQueue()
  return {
    draw: async ({ bytes: stored, contentEncoding }, kind): Promise<Drawing> => {
      const bytes = unpackWhole(stored, contentEncoding, limits.maxUnpackedBytes)
      if (!bytes || bytes.byteLength === 0) return { notDrawn: 'NotDecodable' }
      const sharp = await openSharp()
      const open = (): Sharp =>
        sharp(bytes, { limitInputPixels: limits.maxPixels, failOn: 'error', sequentialRead: true, pages: 1 })
      try {
        const weight = weighPicture(await open().metadata())
        if (weight > limits.maxDecodedBytes) return { notDrawn: 'TooLarge' }
        const draw = (): Promise<Uint8Array> =>
          shrink(open(), kind).timeout({ seconds: limits.maxSeconds }).toBuffer()
        return { bytes: await (weight > limits.largeDecodedBytes ? alone(draw) : draw()) }
      } catch (error) {
        return { notDrawn: reasonOf(error) }
      }
    },
  }
}
