import { answerChoice, choice } from '../../domain/core/choice.ts'
import { mediaTypes } from '../../domain/model/datasets/dataset.ts'
import type { Tasks } from '../../domain/tasks/tasks.ts'

/** The media types that a request can name: those that a task type labels. */
export const createMediaType = ({ media }: Tasks) => choice('MediaType', media)
export type MediaTypeSchema = ReturnType<typeof createMediaType>

export const mediaTypeAnswer = answerChoice('MediaTypeValue', mediaTypes)
