import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { loadApp } from '../local/host/core/load-app.ts'
import { expandSettings } from '../local/host/core/settings.ts'
import { validateApp } from '../local/host/core/validate.ts'
import { settingsIn } from './host-process.ts'
import { runsIn } from './timer-runs.ts'

// What the timers of an app cost on Flex Consumption while nobody uses it, by their schedules: node tools/timer-cost.ts [app folder]

/** Of the templates; telemetry registers a timer of its own. */
const deployed = {
  REFRESH_SCHEDULE: '0 */15 * * * *',
  APPLICATIONINSIGHTS_CONNECTION_STRING: 'InstrumentationKey=00000000-0000-0000-0000-000000000000',
  APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
}
const memoryGb = 2
const freeGbSeconds = 100_000
const days = 30
const month = { from: new Date(2026, 3, 1), to: new Date(2026, 3, 1 + days) }

const folder = await mkdtemp(join(tmpdir(), 'etiquette-timers-'))
Object.assign(process.env, settingsIn(folder), deployed)
const { functions } = await loadApp(resolve(process.argv[2] ?? '.'), () => {})
const runs = validateApp(functions.values()).flatMap(({ name, trigger, binding: { schedule } }) =>
  trigger === 'timerTrigger' && typeof schedule === 'string'
    ? [{ name, schedule: expandSettings(schedule, process.env) }]
    : [],
)
let total = 0
for (const { name, schedule } of runs) {
  const count = runsIn(schedule, month)
  total += count
  console.log(`${name.padEnd(24)} ${schedule.padEnd(18)} ${String(count).padStart(6)} runs in ${days} days`)
}
/** A run takes less, and a second is the least that is billed. */
const billed = total * memoryGb
console.log(
  `${total} runs, each billed as 1 s of ${memoryGb} GB at least: ${billed} GB-s, of which ${freeGbSeconds} are free`,
)
await rm(folder, { recursive: true, force: true })
process.exit(0)
