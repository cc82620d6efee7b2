import type { Choice } from '../../upload/choose-files.ts'
import { problemOf, type Draft, type StepProblem } from './draft.ts'
import type { Step } from './steps.ts'

/** What is chosen or typed, but not yet part of the draft. It lives as long as the wizard: files cannot be stored. */
export interface Unfinished {
  readonly images: Choice | undefined
  /** The new folder that the images come into. */
  readonly subfolder: string
  readonly person: string
  readonly className: string
}

export type ChangeUnfinished = (part: Partial<Unfinished>) => void

export const nothingUnfinished: Unfinished = { images: undefined, subfolder: '', person: '', className: '' }

/** Images that were chosen and are not uploaded. */
export const waitingImages = ({ images }: Unfinished): number => images?.chosen.length ?? 0

/** What a step lacks, with what would be lost by going on; undefined if nothing. */
export const wizardProblemOf = (
  draft: Draft,
  unfinished: Unfinished,
  /** Whether the chosen data have images; undefined while nobody knows. */
  hasImages: boolean | undefined,
  step: Step,
): StepProblem | undefined => {
  const problem = problemOf(draft, step)
  if (step === 'data') {
    if (problem === undefined && draft.source === 'New' && waitingImages(unfinished) > 0) return 'NotUploaded'
    return problem ?? (hasImages === false ? 'NoImages' : undefined)
  }
  if (step === 'classes' && unfinished.className.trim() !== '') return 'ClassNotAdded'
  if (step === 'people' && unfinished.person.trim() !== '') return 'PersonNotAdded'
  return problem
}
