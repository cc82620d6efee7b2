import type { Schemas } from '../../api/client.ts'
import { isConditionFailed } from '../../api/problem.ts'
import { resend, type OpenDraft, type SentDraft } from './open-draft.ts'
import { changedNames } from './settings-draft.ts'

type Project = Schemas['Project']

/** How often a change goes again because others have changed the project in between. */
const retries = 3

export interface SaveSteps {
  readonly patch: (sent: SentDraft) => Promise<Project>
  readonly readPresent: () => Promise<Project>
  /** What the person has typed by now. */
  readonly form: () => OpenDraft
  readonly keep: (form: OpenDraft) => void
}

export interface SavedDraft {
  readonly sent: SentDraft
  readonly saved: Project
  /** Whether others have changed the project in between. */
  readonly isJoined: boolean
}

/** Saves a part of a draft together with what others change in between; undefined if the person has to choose first. */
export const saveDraft = async (
  part: SentDraft,
  { patch, readPresent, form, keep }: SaveSteps,
): Promise<SavedDraft | undefined> => {
  let sent = part
  for (let retry = 0; ; retry += 1) {
    try {
      // Others may have made the very same change.
      const isNeeded = changedNames(sent.from, sent.part).length > 0
      return { sent, saved: isNeeded ? await patch(sent) : sent.from, isJoined: retry > 0 }
    } catch (error) {
      if (!isConditionFailed(error) || retry === retries) throw error
    }
    const next = resend(form(), sent, await readPresent())
    keep(next.form)
    if (!next.again) return undefined
    sent = next.again
  }
}
