/** Something that the user can do something about, in one sentence. */
export class DemoError extends Error {
  override readonly name = 'DemoError'
}
