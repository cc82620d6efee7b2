import { auditOperation, type AuditChange, type AuditDetails } from '../model/audit/audit.ts'
import { authorize, type Caller } from '../core/caller.ts'
import { checkAbsent, checkMatch, checkNoMatch } from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatastoreName } from '../core/ids.ts'
import type { Stored } from '../ports/store.ts'
import { withPresentUrl, withStoredUrl } from '../model/datastores/own-account.ts'
import { datastorePartition, datastores, type DatastoreDocument } from '../model/datastores/datastore.ts'
import { readSasTerms } from '../model/datastores/sas-terms.ts'
import { forgetDatastore } from '../model/datastores/recent-datastores.ts'
import { untilWritten } from '../model/documents/until-written.ts'
import { requireUnusedDatastore } from './datastore-in-use.ts'
import { choosePlace, type PlaceInput, type PlaceRules } from './choose-place.ts'
import { chooseCredential, type CredentialInput, type GivenCredential } from './choose-credential.ts'
import { isSameDatastore, type GivenDatastore } from './same-datastore.ts'

export interface PutDatastoreInput extends PlaceInput {
  readonly datastore: DatastoreName
  readonly type: 'AzureBlob'
  /** Can be absent if `containerUrl` has a SAS token. */
  readonly credential?: CredentialInput | undefined
  readonly description?: string | undefined
  readonly ifMatch: string | undefined
  /** Changes nothing that exists. */
  readonly createOnly?: boolean
}

export interface PutDatastoreResult {
  readonly created: boolean
  readonly stored: Stored<DatastoreDocument>
}

type PutDeps = Pick<Deps, 'store' | 'blobs' | 'secrets' | 'now' | 'newId'> & PlaceRules

type StoredCredential = DatastoreDocument['credential']

const storeCredential = async (
  { secrets, newId }: PutDeps,
  credential: GivenCredential,
): Promise<StoredCredential> => {
  if (credential.type !== 'Sas') return { type: credential.type }
  // A new name each time: the present secret stays valid until the new document is written.
  const secretName = `datastore-${newId()}`
  await secrets.put(secretName, credential.token)
  return { type: 'Sas', secretName, ...readSasTerms(credential.token) }
}

const deleteCredential = async ({ secrets }: PutDeps, credential: StoredCredential): Promise<void> => {
  if (credential.type === 'Sas') await secrets.delete(credential.secretName)
}

/** The audit contains only the type of a credential. A new SAS token is a change without values. */
const auditDetailsOf = (before: DatastoreDocument | undefined, after: DatastoreDocument): AuditDetails => {
  const changesOf = (name: string, from: string | undefined, to: string | undefined): AuditChange[] =>
    from === to
      ? []
      : [{ name, ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }]
  const sameKind = before?.credential.type === after.credential.type
  return {
    action: before ? 'ReplaceDatastore' : 'CreateDatastore',
    target: after.id,
    changes: [
      ...changesOf('containerUrl', before?.containerUrl, after.containerUrl),
      ...changesOf('prefix', before?.prefix, after.prefix),
      ...changesOf('credential', before?.credential.type, after.credential.type),
      ...(sameKind && after.credential.type === 'Sas' ? [{ name: 'credential' }] : []),
    ],
  }
}

const probe = async ({ blobs }: PutDeps, datastore: DatastoreDocument): Promise<void> => {
  try {
    const source = await blobs.open(datastore)
    await source.probe()
  } catch (error) {
    blobs.forget(datastore)
    throw error
  }
}

const requireMovable = async (
  { store }: PutDeps,
  { id, containerUrl, prefix }: DatastoreDocument,
  { place }: GivenDatastore,
): Promise<void> => {
  if (containerUrl !== place.containerUrl || prefix !== place.prefix)
    await requireUnusedDatastore(
      store,
      id,
      'create another datastore for another container or folder, or repeat the request with the present containerUrl and prefix',
    )
}

/** @returns The etag of the written document; undefined after a concurrent change. The new credential is then deleted. */
const write = async (
  deps: PutDeps,
  caller: Caller,
  existing: Stored<DatastoreDocument> | undefined,
  document: DatastoreDocument,
): Promise<string | undefined> => {
  const { store, blobs, newId } = deps
  try {
    await probe(deps, document)
  } catch (error) {
    await deleteCredential(deps, document.credential)
    throw error
  }
  const written = await store.batch(datastores.container, datastorePartition, [
    existing ? { type: 'replace', document, ifMatch: existing.etag } : { type: 'create', document },
    auditOperation(
      caller,
      undefined,
      { at: document.updatedAt, unique: newId() },
      auditDetailsOf(existing?.document, document),
    ),
  ])
  if (written.ok) return written.etags[0] ?? ''
  blobs.forget(document)
  await deleteCredential(deps, document.credential)
  return undefined
}

/**
 * Creates or replaces a datastore. The container is probed with the credential before the document is written. A datastore that
 * is already as it was sent, with its SAS token, is probed and stays as it is, whatever the condition.
 * @throws DomainError `Forbidden`, `InvalidRequest`, `PreconditionRequired`, `PreconditionFailed`, `DatastoreInUse`,
 * `DatastoreUnreachable`, `DatastoreUnavailable`
 */
export const putDatastore =
  (deps: PutDeps) =>
  async (caller: Caller, input: PutDatastoreInput): Promise<PutDatastoreResult> => {
    authorize(caller, 'Admin')
    const { store, now, allowedHosts } = deps
    const { datastore, type, description, ifMatch, createOnly } = input
    const { token, ...place } = choosePlace(input, deps)
    const credential = chooseCredential(input.credential, token)
    const given: GivenDatastore = { type, place, credential, description }
    return untilWritten(store, datastores.container, datastorePartition, async (fresh) => {
      const found = await datastores.read(store, datastorePartition, datastore)
      const existing = found && { ...found, document: withStoredUrl(found.document, allowedHosts) }
      if (existing) {
        const isSame = await isSameDatastore(deps.secrets, existing.document, given)
        checkAbsent(createOnly, isSame)
        if (isSame) {
          // What is answered without a write must not rest on an old read.
          if (!fresh) return undefined
          await probe(deps, existing.document)
          const shown = withPresentUrl(existing.document, allowedHosts)
          return { value: { created: false, stored: { document: shown, etag: existing.etag } } }
        }
        checkMatch(existing, ifMatch)
        await requireMovable(deps, existing.document, given)
      } else checkNoMatch(ifMatch)
      const at = now()
      const { createdAt = at, createdBy = caller.user } = existing?.document ?? {}
      const document: DatastoreDocument = {
        id: datastore,
        kind: 'datastore',
        type,
        ...place,
        credential: await storeCredential(deps, credential),
        description,
        createdAt,
        createdBy,
        updatedAt: at,
      }
      const etag = await write(deps, caller, existing, document)
      if (etag === undefined) return undefined
      forgetDatastore(store, document.id)
      if (existing) await deleteCredential(deps, existing.document.credential)
      const shown = withPresentUrl(document, allowedHosts)
      return { value: { created: !existing, stored: { document: shown, etag } } }
    })
  }

export type PutDatastore = ReturnType<typeof putDatastore>
