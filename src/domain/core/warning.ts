/**
 * What is accepted, and will probably cause trouble later. The list of codes is open: a later version can have more.
 */
export interface Warning {
  readonly code:
    | 'CredentialEnds'
    | 'CredentialEnded'
    | 'CredentialEndUnknown'
    | 'CredentialAllowsMore'
    | 'ClassNameReadAsMissing'
    | 'ClassNameReadAsBoolean'
    | 'ClassNameReadAsNumber'
  readonly message: string
  /** The field that the warning is about. */
  readonly target: string
}
