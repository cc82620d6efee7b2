import { createHash } from 'node:crypto'
import { z } from 'zod'

/**
 * A random text that belongs to one request with an `Idempotency-Key`: every repetition of the request has the same one, and
 * no other request has it. The ids of what the request creates derive from it, so a repetition finds what an earlier run
 * created.
 */
export const requestSeed = z.string().min(1).max(64).brand<'RequestSeed'>()
export type RequestSeed = z.output<typeof requestSeed>

/** A short trace of a request in the documents that it changed. */
export const requestMark = z.string().brand<'RequestMark'>()
export type RequestMark = z.output<typeof requestMark>

const markLength = 16
const idLength = 24

const sha256 = (parts: readonly string[]): Buffer =>
  createHash('sha256').update(JSON.stringify(parts)).digest()

/** The id of one thing that a request creates: 24 characters `[a-z0-9]`, always the same for one seed and purpose. */
export const idFrom = (seed: RequestSeed, ...purpose: readonly string[]): string =>
  BigInt(`0x${sha256([seed, ...purpose]).toString('hex', 0, 16)}`)
    .toString(36)
    .padStart(idLength, '0')
    .slice(-idLength)

/** The mark of a request that these parts identify: 16 characters. */
export const markOf = (...parts: readonly string[]): RequestMark =>
  requestMark.parse(sha256(parts).toString('base64url').slice(0, markLength))
