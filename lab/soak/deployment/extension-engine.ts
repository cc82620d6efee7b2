import { join } from 'node:path'
import { startHubStorage } from '../../hub/hub-storage.ts'
import { watchHub } from '../../hub/watch-hub.ts'
import { listInstances } from '../../../tools/durable-instances.ts'
import { excusedByOutages, type SoakEngine } from './soak-engine.ts'

/** The real Durable Task extension: a program beside each instance, and one task hub for all of them. */
export const extensionEngine = async (): Promise<SoakEngine> => {
  const storage = await startHubStorage()
  const watch = watchHub(storage, Date.now())
  return {
    name: 'Durable Task extension',
    spares:
      'full disks, stalls and wrong clocks are those of the service: the extension and its storage go by the clock and the disk of this machine',
    shared: true,
    // A message of a process that died comes back after a minute, and the next process may die, too.
    patience: 5,
    // In that minute more files may be deleted than a refresh marks as missing by itself.
    excused: new Set([...excusedByOutages, 'FilesGone']),
    settingsOf: (instance) => ({
      DURABLE: 'extension',
      DURABLE_STORAGE: storage.connectionString,
      RoleInstanceId: `soak-${instance + 1}`,
    }),
    storage,
    list: (folder) => listInstances(join(folder, 'durable-client.json')),
    measure: (folders) => watch(folders.map((folder) => join(folder, 'durable.log'))),
    stop: storage.stop,
  }
}
