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
  mergeClasses,
  noClasses,
  weighClasses,
  wrongCount,
  type ClassLabel,
} from '../classes/class-label.ts'
import { defineTask } from '../task.ts'

const onlyOne = (label: ClassLabel | undefined): ClassLabel | undefined =>
  label?.classes.length === 1 ? label : undefined

/** Exactly one class for each item. */
export const multiClass = defineTask({
  name: 'MultiClass',
  about: 'exactly one class for each item',
  media: ['Image'],
  options: {},
  refusals: ['UnknownClass', 'WrongLabelCount'],
  region: 'Class',
  regions: 'One',
  label: classLabel,
  wire: classWire,
  noLabel: noClasses,
  fromWire: classesFromWire,
  toWire: classesToWire,
  judge: (label) =>
    judgeDistinct(label) ??
    (label.classes.length === 1
      ? undefined
      : wrongCount('This project takes exactly one class for each item; name one, or skip the item')),
  weigh: weighClasses,
  heaviest: () => heaviestOf(1),
  regionsOf: classRegions,
  fromRegions: (regions) => onlyOne(classesFromRegions(regions)),
  agree: agreeOnClasses,
  merge: (labels, rule) => onlyOne({ kind: 'Classes', classes: [...mergeClasses(labels, rule)] }),
})
