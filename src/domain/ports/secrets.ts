/** Stores the SAS tokens of datastores. They are encrypted at rest, never logged, and never returned to callers. */
export interface SecretStore {
  /** Creates or replaces a secret. Names match `^[a-zA-Z0-9-]{1,127}$`, as in Key Vault. */
  put(name: string, value: string): Promise<void>
  get(name: string): Promise<string | undefined>
  /** Idempotent. */
  delete(name: string): Promise<void>
}

/** Signs the service's own short-lived URLs. @throws DomainError `ServiceUnavailable` while the key cannot be read */
export interface UrlSigner {
  /** Returns the signature of these parts in base64url. */
  sign(parts: readonly string[]): Promise<string>
  /** Compares in constant time. */
  verify(parts: readonly string[], signature: string): Promise<boolean>
}
