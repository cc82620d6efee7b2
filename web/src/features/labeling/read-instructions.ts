import type { Schemas } from '../../api/client.ts'
import { createKeptTexts } from '../../core/kept-texts.ts'

type Instructions = Schemas['Instructions']

const marks = createKeptTexts('read-instructions', 1)

/** A mark of what the instructions say: others are new to the person. */
const markOf = ({ text = '', url = '' }: Instructions): string => {
  let mark = 0
  for (const sign of JSON.stringify([text, url]))
    mark = (Math.imul(mark, 31) + (sign.codePointAt(0) ?? 0)) | 0
  return String(mark)
}

/** Whether the person has not closed these instructions yet in this browser. */
export const areNew = (user: string, project: string, instructions: Instructions = {}): boolean =>
  (instructions.text !== undefined || instructions.url !== undefined) &&
  !marks.read(user, project).includes(markOf(instructions))

export const rememberRead = (user: string, project: string, instructions: Instructions = {}): void =>
  marks.store(user, project, [markOf(instructions)])
