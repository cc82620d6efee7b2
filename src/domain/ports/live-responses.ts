/** The open HTTP response to one request, for content that is streamed. */
export interface LiveResponse {
  /** Resolves when the client can take more; false once it is gone, or takes nothing for too long. */
  readonly canTakeMore: () => Promise<boolean>
  /** Calls back once if the connection closes before the response is complete, at once if it has. */
  readonly onGone: (callback: () => void) => void
  /** Breaks the connection, so that the client does not take what it has for the whole. */
  readonly abort: () => void
}

/** Undefined if the response is not of this process. */
export type FindLiveResponse = (invocationId: string) => LiveResponse | undefined
