import type { Client } from '../../tools/client.ts'
import type { Service } from '../../tools/service.ts'

export interface Person {
  readonly user: string
  /** Of the person's own role, minted once. */
  readonly token: string
}

/** What all phases work with. */
export interface Context {
  readonly service: Service
  readonly project: string
  readonly admin: Client
  readonly people: { readonly reviewer: Person; readonly labelers: readonly Person[] }
  readonly say: (line: string) => void
}

export const projectPath = (context: Pick<Context, 'project'>): string => `/projects/${context.project}`
