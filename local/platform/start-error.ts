/** A reason not to start that the user can do something about: printed as one sentence, without a stack. */
export class StartError extends Error {
  override readonly name = 'StartError'
}
