import { changeStatus } from './change-status.ts'

/** Resumes a paused project: pages are granted again. @throws DomainError `ProjectNotFound`, `ProjectBusy` */
export const resumeProject = changeStatus('resume')

export type ResumeProject = ReturnType<typeof resumeProject>
