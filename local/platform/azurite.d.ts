/** The parts of Azurite's own modules that azurite-child.ts uses; the package brings no types. */
declare module 'azurite/dist/src/blob/BlobServerFactory.js' {
  import type { Server } from 'node:http'

  interface LokiDatabase {
    autosaveDisable(): void
    autosaveDirty(): boolean
    saveDatabase(callback: (error?: Error | null) => void): void
  }

  interface BlobServer {
    readonly httpServer: Server
    readonly metadataStore: { readonly db: LokiDatabase }
    readonly extentMetadataStore: { readonly db: LokiDatabase }
    start(): Promise<void>
    close(): Promise<void>
  }

  interface BlobEnvironment {
    blobHost(): string
    blobPort(): number
    blobKeepAliveTimeout(): number
    location(): Promise<string>
    debug(): Promise<string | undefined>
    silent(): boolean
    loose(): boolean
    skipApiVersionCheck(): boolean
    cert(): string | undefined
    key(): string | undefined
    pwd(): string | undefined
    oauth(): string | undefined
    disableProductStyleUrl(): boolean
    inMemoryPersistence(): boolean
    extentMemoryLimit(): number | undefined
  }

  export class BlobServerFactory {
    createServer(environment: BlobEnvironment): Promise<BlobServer>
  }
}
