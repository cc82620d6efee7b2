import { auditOperation, type AuditChange, type AuditDetails } from '../model/audit/audit.ts'
import { authorize, type Caller } from '../core/caller.ts'
import {
  checkAbsent,
  checkMatch,
  checkNoMatch,
  createdMeanwhile,
  preconditionFailed,
} from '../core/conditions.ts'
import type { Deps } from '../ports/deps.ts'
import type { DatastoreName } from '../core/ids.ts'
import type { Stored } from '../ports/store.ts'
import { withPresentUrl, withStoredUrl } from '../model/datastores/own-account.ts'
import { datastorePartition, datastores, type DatastoreDocument } from '../model/datastores/datastore.ts'
import { readSasTerms } from '../model/datastores/sas-terms.ts'
import { forgetDatastore } from '../model/datastores/recent-datastores.ts'
import { requireUnusedDatastore } from './datastore-in-use.ts'
import { choosePlace, type Place, type PlaceInput, type PlaceRules } from './choose-place.ts'
import { chooseCredential, type CredentialInput, type GivenCredential } from './choose-credential.ts'

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

const probe = async (deps: PutDeps, datastore: DatastoreDocument): Promise<void> => {
  try {
    const source = await deps.blobs.open(datastore)
    await source.probe()
  } catch (error) {
    deps.blobs.forget(datastore)
    await deleteCredential(deps, datastore.credential)
    throw error
  }
}

const findExisting = async (
  { store, allowedHosts }: PutDeps,
  { datastore, ifMatch, createOnly }: PutDatastoreInput,
  place: Place,
): Promise<Stored<DatastoreDocument> | undefined> => {
  const existing = await datastores.read(store, datastorePartition, datastore)
  if (!existing) {
    checkNoMatch(ifMatch)
    return undefined
  }
  checkAbsent(createOnly)
  checkMatch(existing, ifMatch)
  const document = withStoredUrl(existing.document, allowedHosts)
  if (document.containerUrl !== place.containerUrl || document.prefix !== place.prefix)
    await requireUnusedDatastore(
      store,
      datastore,
      'create another datastore for another container or folder, or repeat the request with the present containerUrl and prefix',
    )
  return { document, etag: existing.etag }
}

/**
 * Creates or replaces a datastore. The container is probed with the credential before the document is written.
 * @throws DomainError `Forbidden`, `InvalidRequest`, `PreconditionRequired`, `PreconditionFailed`, `DatastoreInUse`,
 * `DatastoreUnreachable`, `DatastoreUnavailable`
 */
export const putDatastore =
  (deps: PutDeps) =>
  async (caller: Caller, input: PutDatastoreInput): Promise<PutDatastoreResult> => {
    authorize(caller, 'Admin')
    const { store, blobs, now, newId, allowedHosts } = deps
    const { token, ...place } = choosePlace(input, deps)
    const credential = chooseCredential(input.credential, token)
    const existing = await findExisting(deps, input, place)
    const at = now()
    const { createdAt = at, createdBy = caller.user } = existing?.document ?? {}
    const document: DatastoreDocument = {
      id: input.datastore,
      kind: 'datastore',
      type: input.type,
      ...place,
      credential: await storeCredential(deps, credential),
      description: input.description,
      createdAt,
      createdBy,
      updatedAt: at,
    }
    await probe(deps, document)
    const written = await store.batch(datastores.container, datastorePartition, [
      existing ? { type: 'replace', document, ifMatch: existing.etag } : { type: 'create', document },
      auditOperation(
        caller,
        undefined,
        { at, unique: newId() },
        auditDetailsOf(existing?.document, document),
      ),
    ])
    if (!written.ok) {
      blobs.forget(document)
      await deleteCredential(deps, document.credential)
      throw existing ? preconditionFailed() : createdMeanwhile(input.createOnly)
    }
    forgetDatastore(store, document.id)
    if (existing) await deleteCredential(deps, existing.document.credential)
    const shown = withPresentUrl(document, allowedHosts)
    return { created: !existing, stored: { document: shown, etag: written.etags[0] ?? '' } }
  }

export type PutDatastore = ReturnType<typeof putDatastore>
