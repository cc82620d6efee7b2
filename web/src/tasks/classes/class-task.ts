import type { LabelFields, TaskEditor } from '../task-editor.ts'

const labelsOf = (label: LabelFields | undefined): readonly string[] => label?.labels ?? []

/** Image classification: one class an item, or several. A class that is applied again is taken away. */
export const classTask = (name: 'MultiClass' | 'MultiLabel'): TaskEditor => ({
  name,
  grid: true,
  advances: name === 'MultiClass',
  applyClass: (label, path) => {
    const now = labelsOf(label)
    if (name === 'MultiClass') return { labels: [path] }
    const next = now.includes(path) ? now.filter((other) => other !== path) : [...now, path]
    return next.length === 0 ? undefined : { labels: next }
  },
  isComplete: (label) => label !== undefined,
  classesOf: labelsOf,
})
