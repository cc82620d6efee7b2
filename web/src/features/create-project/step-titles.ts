import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import type { StepProblem } from './draft.ts'
import type { Step } from './steps.ts'

export const stepTitles: Readonly<Record<Step, MessageDescriptor>> = {
  data: msg`Data`,
  task: msg`Task`,
  classes: msg`Classes`,
  instructions: msg`Instructions`,
  people: msg`People`,
  check: msg`Check`,
}

export const stepProblems: Readonly<Record<StepProblem, MessageDescriptor>> = {
  NoDataset: msg`Choose a dataset, or make one of a folder.`,
  NoDatastore: msg`Choose the datastore with the images.`,
  BadDatasetName: msg`Give the dataset a name of letters a to z, digits, - and _.`,
  NoClasses: msg`Add at least one class.`,
  TooManyClasses: msg`A project has at most 1,000 classes: remove some.`,
  WrongClasses: msg`Correct the classes that are marked.`,
  BadUrl: msg`The address of longer instructions begins with https://.`,
}
