import { z } from 'zod'
import { classId } from '../../core/ids.ts'

/**
 * An answer's content, tagged by what it is made of. Boxes, polygons and text spans join as further members;
 * each brings its own `classesOf` and its own shape in the API, nothing else looks inside.
 */
export const label = z.discriminatedUnion('kind', [
  /** Exactly one class in a multi-class project; any number in a multi-label one, none meaning "none of these". */
  z.object({ kind: z.literal('Classes'), classes: z.array(classId) }),
])

export type Label = z.output<typeof label>

/** The classes that a label counts for, each once. */
export const classesOf = (value: Label): readonly string[] => {
  switch (value.kind) {
    case 'Classes':
      return [...new Set(value.classes)]
  }
}

/** In a multi-label project; it bounds what one page of answers can count. */
export const maxLabelsPerItem = 20
