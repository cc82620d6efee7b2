import type { Schemas } from '../api/client.ts'

export interface Wanted {
  readonly size: number
  readonly after?: string
}

/** The calls of the API that labeling needs. Each can be repeated without another effect. @throws ApiProblem, NetworkProblem, SignInNeeded */
export interface Transport {
  readonly take: (wanted: Wanted) => Promise<Schemas['TakenPage']>
  readonly get: (page: string) => Promise<Schemas['Page']>
  readonly submit: (
    page: string,
    answers: readonly Schemas['Answer'][],
    next: Wanted | undefined,
  ) => Promise<Schemas['SubmitResults']>
  readonly renew: (page: string) => Promise<unknown>
  readonly release: (page: string) => Promise<void>
  readonly reopen: (page: string) => Promise<Schemas['Page']>
}
