import type { Schemas } from '../../api/client.ts'

type Instructions = Schemas['Instructions'] | undefined

const nameOf = (project: string): string => `etiquette.read-instructions.${project}`

/** A mark of what the instructions say: others are new to the person. */
export const markOf = ({ text = '', url = '' }: NonNullable<Instructions>): string => {
  let mark = 0
  for (const sign of `${text} ${url}`) mark = (Math.imul(mark, 31) + (sign.codePointAt(0) ?? 0)) | 0
  return String(mark)
}

const hasWords = (instructions: Instructions): instructions is NonNullable<Instructions> =>
  instructions?.text !== undefined || instructions?.url !== undefined

/** Whether the person of this browser has not closed these instructions yet. */
export const areNew = (project: string, instructions: Instructions): boolean => {
  if (!hasWords(instructions)) return false
  try {
    return localStorage.getItem(nameOf(project)) !== markOf(instructions)
  } catch {
    return false
  }
}

export const rememberRead = (project: string, instructions: Instructions): void => {
  if (!hasWords(instructions)) return
  try {
    localStorage.setItem(nameOf(project), markOf(instructions))
  } catch {
    // Where a browser refuses its storage, instructions are shown only when they are asked for.
  }
}
