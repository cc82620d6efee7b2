import { answerChoice } from '../../domain/core/choice.ts'
import { projectStatuses } from '../../domain/model/projects/project.ts'

/** The status of a project in answers. */
export const projectStatusAnswer = answerChoice('ProjectStatus', projectStatuses)
