import type { Schemas } from '../../api/client.ts'
import { takeIds } from '../../classes/take-ids.ts'
import { changedNames, mergeDraft, type SettingName, type SettingsDraft } from './settings-draft.ts'
import type { StoredDraft } from './stored-draft.ts'

type Project = Schemas['Project']

/** What a person has changed, with the project that it is a change of. */
export interface OpenDraft {
  /** The project as the person saw it when the change began. */
  readonly base: Project
  readonly draft: SettingsDraft
  /** The project as others have made it meanwhile, as long as the person has not chosen what stays. */
  readonly theirs: Project | undefined
}

/** A draft on the present project: others' changes join it, and what both sides have changed is asked. */
export const rebase = ({ base, draft }: Omit<OpenDraft, 'theirs'>, present: Project): OpenDraft => {
  const merged = mergeDraft(base, draft, present)
  return merged.conflicts.length === 0
    ? { base: present, draft: merged.draft, theirs: undefined }
    : { base, draft, theirs: present }
}

/** Goes on with a draft that this browser has kept. */
export const openDraft = (stored: StoredDraft | undefined, present: Project): OpenDraft => {
  if (!stored) return { base: present, draft: {}, theirs: undefined }
  // A setting that had no value then has none in what was kept.
  const unset = Object.fromEntries(Object.keys(stored.draft).map((name) => [name, undefined]))
  const base = { ...present, ...unset, ...stored.base, etag: stored.etag }
  return rebase({ base, draft: stored.draft }, present)
}

const pick = (settings: SettingsDraft, names: readonly SettingName[]): SettingsDraft =>
  Object.fromEntries(names.flatMap((name) => (name in settings ? [[name, settings[name]]] : [])))

/** What has to be kept of a draft; undefined if it changes nothing. */
export const storedOf = ({ base, draft }: Omit<OpenDraft, 'theirs'>): StoredDraft | undefined => {
  const names = changedNames(base, draft)
  if (names.length === 0) return undefined
  return { etag: base.etag, base: pick(base, names), draft: pick(draft, names) }
}

/** A part of a draft on its way to the service. */
export interface SentDraft {
  readonly from: Project
  readonly part: SettingsDraft
}

/** What follows when others have changed the project before a part of the draft arrived. */
export interface Resent {
  readonly form: OpenDraft
  /** What to send now; undefined if the person has to choose first. */
  readonly again: SentDraft | undefined
}

/** What was sent, and what was typed since, each on the present project. */
export const resend = (
  { base, draft }: Omit<OpenDraft, 'theirs'>,
  { from, part }: SentDraft,
  present: Project,
): Resent => {
  const form = rebase({ base, draft }, present)
  if (form.theirs) return { form, again: undefined }
  const sent = rebase({ base: from, draft: part }, present)
  // Where only what was sent meets theirs, the person has given way since.
  return { form, again: { from: present, part: sent.theirs ? form.draft : sent.draft } }
}

/** What is still to be saved once a part of the draft is: the changes that were made while it was on its way. */
export const afterSave = (
  { draft }: Pick<OpenDraft, 'draft'>,
  { from, part }: SentDraft,
  saved: Project,
): OpenDraft => {
  const later = pick(draft, changedNames({ ...from, ...part }, draft))
  const { labelClasses } = later
  return {
    base: saved,
    draft: labelClasses ? { ...later, labelClasses: takeIds(labelClasses, saved.labelClasses) } : later,
    theirs: undefined,
  }
}
