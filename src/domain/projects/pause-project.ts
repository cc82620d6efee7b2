import { changeStatus } from './change-status.ts'

/**
 * Pauses a project: no more pages are granted; live pages can still be submitted.
 * @throws DomainError `ProjectNotFound`, `ProjectBusy`
 */
export const pauseProject = changeStatus('pause')

export type PauseProject = ReturnType<typeof pauseProject>
