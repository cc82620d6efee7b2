import { msg } from '@lingui/core/macro'
import type { MessageDescriptor } from '@lingui/core'
import { classNotAdded } from '../../classes/class-tree-editor/problem-texts.ts'
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
  NoImages: msg`There is no image in this folder. Upload some, or choose another one.`,
  NotUploaded: msg`The images that you chose are not uploaded yet. Upload them, or take them back.`,
  NoClasses: msg`Add at least one class.`,
  TooManyClasses: msg`A project has at most 1,000 classes: remove some.`,
  WrongClasses: msg`Correct the classes that are marked.`,
  ClassNotAdded: classNotAdded,
  PersonNotAdded: msg`The person in the field is not added yet. Press Add, or clear the field.`,
  BadUrl: msg`The address of longer instructions begins with https://.`,
}
