import {
  agreeOnClasses,
  classesFromRegions,
  classesFromWire,
  classesToWire,
  classLabel,
  classRegions,
  classWire,
  heaviestOf,
  judgeDistinct,
  maxClassesPerItem,
  mergeClasses,
  noClasses,
  weighClasses,
  wrongCount,
} from '../classes/class-label.ts'
import { optionOf } from '../../model/projects/settings/define-option.ts'
import { defineTask } from '../task.ts'
import { allowNoClass } from './allow-no-class.ts'

/** One or more classes for each item. No class, if none applies, is valid with `allowNoClass` and for reviewers. */
export const multiLabel = defineTask({
  name: 'MultiLabel',
  about: 'one or more',
  media: ['Image'],
  options: { allowNoClass },
  refusals: ['UnknownClass', 'WrongLabelCount'],
  region: 'Class',
  regions: 'Many',
  label: classLabel,
  wire: classWire,
  noLabel: noClasses,
  fromWire: classesFromWire,
  toWire: classesToWire,
  judge: (label, { options, byReviewer }) => {
    const repeated = judgeDistinct(label)
    if (repeated) return repeated
    const { length } = label.classes
    if (length > maxClassesPerItem)
      return wrongCount(`An item takes at most ${maxClassesPerItem} classes; name fewer`)
    return length > 0 || byReviewer || optionOf({ options }, allowNoClass)
      ? undefined
      : wrongCount('This project takes one or more classes for each item; skip the item if no class applies')
  },
  weigh: weighClasses,
  heaviest: (classes) => heaviestOf(Math.min(maxClassesPerItem, classes)),
  regionsOf: classRegions,
  fromRegions: classesFromRegions,
  agree: agreeOnClasses,
  merge: (labels, rule) =>
    labels.length === 0 ? undefined : { kind: 'Classes' as const, classes: [...mergeClasses(labels, rule)] },
})
