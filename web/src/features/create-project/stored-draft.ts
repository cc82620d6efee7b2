import { isEmpty, parseDraft, type Draft } from './draft.ts'

const keyOf = (user: string): string => `etiquette.new-project.${user}`

export const readDraft = (user: string): Draft | undefined => parseDraft(localStorage.getItem(keyOf(user)))

/** False if this browser keeps nothing, so that leaving would lose the draft. */
export const keepDraft = (user: string, draft: Draft): boolean => {
  try {
    if (isEmpty(draft)) localStorage.removeItem(keyOf(user))
    else localStorage.setItem(keyOf(user), JSON.stringify(draft))
    return true
  } catch {
    return false
  }
}
