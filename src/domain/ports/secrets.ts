/** Keeps what must not be read back by a caller: a datastore's SAS token. Encrypted at rest; never logged. */
export interface SecretStore {
  /** Writes or replaces. Names: `^[a-zA-Z0-9-]{1,127}$`, as Key Vault has them. */
  put(name: string, value: string): Promise<void>
  get(name: string): Promise<string | undefined>
  /** Deleting what is not there is fine. */
  delete(name: string): Promise<void>
}

/** Signs the service's own short-lived URLs. @throws DomainError `ServiceUnavailable` while its key cannot be read */
export interface UrlSigner {
  /** A signature over these parts, base64url. */
  sign(parts: readonly string[]): Promise<string>
  /** Compares in constant time. */
  verify(parts: readonly string[], signature: string): Promise<boolean>
}
