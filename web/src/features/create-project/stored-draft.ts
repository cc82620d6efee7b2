import { deviceStore } from '../../core/browser-store.ts'
import { isEmpty, parseDraft, type Draft } from './draft.ts'

const keyOf = (user: string): string => `etiquette.new-project.${user}`

export const readDraft = (user: string): Draft | undefined => parseDraft(deviceStore.read(keyOf(user)))

/** False if this browser keeps nothing, so that leaving would lose the draft. */
export const keepDraft = (user: string, draft: Draft): boolean =>
  isEmpty(draft) ? deviceStore.remove(keyOf(user)) : deviceStore.write(keyOf(user), JSON.stringify(draft))
