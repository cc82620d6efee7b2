import { changeStatus } from './change-status.ts'

/** No more pages are handed out; those that are held can be submitted. @throws DomainError `ProjectNotFound`, `ProjectBusy` */
export const pauseProject = changeStatus('pause')

export type PauseProject = ReturnType<typeof pauseProject>
