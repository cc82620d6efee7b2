/**
 * A reason not to start that the operator can do something about. The embedded platform prints the message without a stack;
 * it knows the error by its name, because it does not import the service.
 */
export class StartError extends Error {
  override readonly name = 'StartError'
}
