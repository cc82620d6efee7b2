import { appendFileSync, mkdirSync } from 'node:fs'
import { resolve } from 'node:path'

const folder = resolve(__dirname, '../../../.data/verify')

/** Adds a measurement to `.data/verify/durable-times.jsonl`, from which docs/reliability.md has its ratios. */
export const report = (what: string, seconds: Readonly<Record<string, number>>): void => {
  mkdirSync(folder, { recursive: true })
  const rounded = Object.fromEntries(
    Object.entries(seconds).map(([kind, value]) => [kind, Math.round(value * 10) / 10]),
  )
  appendFileSync(resolve(folder, 'durable-times.jsonl'), `${JSON.stringify({ what, seconds: rounded })}\n`)
}
