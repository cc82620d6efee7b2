import { resolve } from 'node:path'
import { startHostProcess } from './host-process.ts'

// Time from the start of a process to its first answer, in the local host: node tools/cold-start.ts <app folder> …

const times = 5

for (const folder of process.argv.slice(2)) {
  const measured: number[] = []
  for (let run = 0; run < times; run++) {
    const { coldStart, stop } = await startHostProcess(folder)
    await stop()
    measured.push(Math.round(coldStart))
  }
  const sorted = measured.toSorted((one, other) => one - other)
  console.log(`${resolve(folder)}: median ${sorted[Math.floor(times / 2)]} ms of ${sorted.join(', ')}`)
}
