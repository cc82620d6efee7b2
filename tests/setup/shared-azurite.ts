import { startAzurite, type Azurite } from '../../tools/azurite.ts'

/** The variable that says where the Azurite is that all integration tests share. */
export const sharedAzuriteAccount = 'ETIQUETTE_TEST_AZURITE'

let azurite: Azurite | undefined

/** Workers are started after this and inherit the environment. */
export const startSharedAzurite = async (): Promise<void> => {
  azurite = await startAzurite()
  const { accountUrl, accountName, accountKey } = azurite
  process.env[sharedAzuriteAccount] = JSON.stringify({ accountUrl, accountName, accountKey })
}

export const stopSharedAzurite = async (): Promise<void> => {
  await azurite?.stop()
}
