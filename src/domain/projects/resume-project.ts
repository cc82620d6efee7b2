import { changeStatus } from './change-status.ts'

/** Pages are handed out again. @throws DomainError `ProjectNotFound`, `ProjectBusy` */
export const resumeProject = changeStatus('resume')

export type ResumeProject = ReturnType<typeof resumeProject>
