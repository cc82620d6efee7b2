/** A reason not to start that the operator can do something about: printed as one sentence, without a stack. */
export class StartError extends Error {
  override readonly name: string = 'StartError'
}

/** The app's own bundle has a class of its own by this name. */
export const isStartError = (error: unknown): error is Error =>
  error instanceof StartError || (error instanceof Error && error.name === 'StartError')
