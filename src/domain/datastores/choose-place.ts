import { DomainError } from '../core/errors.ts'
import type { AllowedHosts } from '../model/datastores/container-url.ts'
import { readDatastoreAddress } from '../model/datastores/datastore-address.ts'
import { toFolder } from '../model/datastores/folder.ts'
import { refuseOwnContainer, type OwnStorage } from '../model/datastores/own-containers.ts'

export interface PlaceInput {
  /** In any form that `readDatastoreAddress` reads. */
  readonly containerUrl: string
  /** A folder of the container, as its name is, unless it is in `containerUrl`. */
  readonly prefix?: string | undefined
}

export interface PlaceRules {
  readonly allowedHosts: AllowedHosts
  /** Its containers are no datastores. */
  readonly ownStorage: OwnStorage
}

/** The container or folder of a datastore. */
export interface Place {
  /** As it is stored. */
  readonly containerUrl: string
  readonly prefix?: string | undefined
}

/**
 * The place that a request names, with the SAS token that its URL may have.
 * @throws DomainError `InvalidRequest` also for a container of the service itself, and for two folders that differ
 */
export const choosePlace = (
  { containerUrl: text, prefix: given }: PlaceInput,
  { allowedHosts, ownStorage }: PlaceRules,
): Place & { readonly token?: string | undefined } => {
  const { containerUrl, prefix: pasted, token } = readDatastoreAddress(text, allowedHosts)
  refuseOwnContainer(containerUrl, ownStorage)
  const named = given === undefined ? undefined : toFolder(given, 'prefix')
  if (pasted !== undefined && given !== undefined && named !== pasted)
    throw new DomainError(
      'InvalidRequest',
      'containerUrl and prefix name different folders; give the folder in one of them',
      { target: 'prefix' },
    )
  return { containerUrl, prefix: pasted ?? named, token }
}
