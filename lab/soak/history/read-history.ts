import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import {
  fileKey,
  line,
  type Call,
  type ClockChange,
  type End,
  type Exported,
  type History,
  type Invoke,
} from './record.ts'

const callOf = (
  { at, action, user, project, page, member, answers, items }: Invoke,
  end: End | undefined,
): Call => ({
  action,
  user,
  project,
  page,
  member,
  answers,
  items,
  from: at,
  to: end && end.event !== 'unknown' ? end.at : Number.POSITIVE_INFINITY,
  outcome: end?.event ?? 'unknown',
  lost: end?.lost ?? 1,
  code: end?.code,
  granted: end?.granted,
  accepted: new Set(end?.accepted),
})

/** Reads a history. A call without an end is one whose outcome is unknown. */
export const readHistory = async (file: string): Promise<History> => {
  const invokes = new Map<number, Invoke>()
  const ends = new Map<number, End>()
  const touched = new Map<string, number[]>()
  const exports: Exported[] = []
  const clocks: ClockChange[] = []
  const done = new Set<string>()
  let endedAt = Number.NEGATIVE_INFINITY
  for await (const text of createInterface({ input: createReadStream(file) })) {
    const entry = line.parse(JSON.parse(text))
    endedAt = Math.max(endedAt, entry.at)
    switch (entry.event) {
      case 'invoke':
        invokes.set(entry.call, entry)
        break
      case 'ok':
      case 'refused':
      case 'unknown':
        ends.set(entry.call, entry)
        break
      case 'file': {
        const key = fileKey(entry.project, entry.path)
        touched.set(key, [...(touched.get(key) ?? []), entry.at])
        break
      }
      case 'export':
        exports.push(entry)
        break
      case 'clock':
        clocks.push(entry)
        break
      case 'done':
        done.add(entry.project)
        break
      case 'fault':
        break
    }
  }
  const calls = [...invokes].map(([call, invoke]) => callOf(invoke, ends.get(call)))
  return { calls, touched, exports, clocks, done, endedAt }
}
