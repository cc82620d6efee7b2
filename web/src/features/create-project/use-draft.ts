import { useRef, useState } from 'react'
import { usePerson } from '../../session/session-context.tsx'
import { emptyDraft, type Draft } from './draft.ts'
import { keepDraft, readDraft } from './stored-draft.ts'

export type ChangeDraft = (part: Partial<Draft>) => void

/** The draft of this person, kept in this browser at each change. */
export const useDraft = () => {
  const { user } = usePerson()
  const [draft, setDraft] = useState<Draft>(() => readDraft(user) ?? emptyDraft)
  const [isKept, setKept] = useState(true)
  /** Changes that come one after another, such as those of a long request, never undo each other. */
  const latest = useRef(draft)
  const set = (next: Draft): void => {
    latest.current = next
    setDraft(next)
    setKept(keepDraft(user, next))
  }
  return {
    draft,
    isKept,
    change: (part: Partial<Draft>): void => set({ ...latest.current, ...part }),
    forget: (): void => set(emptyDraft),
  }
}
