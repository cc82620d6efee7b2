import { z } from 'zod'

/** Splits a comma-separated list into trimmed, non-empty parts. */
export const splitList = (text: string): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** A comma-separated list whose entries have no case; empty if it is not set. */
export const lowerCaseList = z
  .string()
  .default('')
  .transform((text) => splitList(text.toLowerCase()))
