import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { readAzdParameters, resolveParameters } from './infra/azd-parameters.ts'
import { createBicep, type Bicep } from './infra/bicep.ts'
import { createReport, type Report } from './infra/create-report.ts'
import {
  defaults,
  formatDeployment,
  formatDifference,
  formatFile,
  parseFile,
} from './infra/deployment-file.ts'
import { readSnapshot, type Deployment } from './infra/deployment.ts'
import { readOrder } from './infra/order.ts'
import { describeParameters, monthParameter } from './infra/parameters.ts'
import { formatRefusals, parseRefusals, reasonOf, type Refusal } from './infra/refusals.ts'
import { runCommand, UsageError } from './run-command.ts'
import { lacksNeeds } from './run-verifications.ts'

const usage = `node tools/verify-infra.ts [--update]
  Compiles, lints and formats the templates, and compares what each deployment of tests/fixtures/infra has with its file.
  --update   writes the files. A new one needs its first lines: a title, from=defaults, VARIABLE=value.
  BICEP is the compiler; without it, bicep on the PATH.`

const repository = resolve(import.meta.dirname, '..')
const infra = join(repository, 'infra')
const fixtures = join(repository, 'tests/fixtures/infra')

/** The month of the deployment, which a file can set: the template takes the current one. */
const monthVariable = 'month'

type Variables = ReadonlyMap<string, string>

interface Checked {
  readonly variables: Variables
  readonly deployment: Deployment
}

interface Run {
  readonly bicep: Bicep
  readonly report: Report
  readonly template: string
  readonly resolve: (variables: Variables) => Variables
}

const readText = async (path: string): Promise<string> => readFile(path, 'utf8')

/** What only a cloud knows of itself. */
const publicCloud = [
  ['environment().suffixes.storage', "'core.windows.net'"],
  ['environment().authentication.loginEndpoint', "'https://login.microsoftonline.com/'"],
] as const

const buildTemplate = async ({ bicep, report, template }: Run): Promise<void> => {
  const messages = await bicep.build(join(infra, 'main.bicep'), template)
  report.judge('build', messages)
  if (messages !== '') return
  const text = await readText(template)
  await writeFile(
    template,
    publicCloud.reduce((known, [expression, value]) => known.replaceAll(expression, value), text),
  )
}

const checkTemplates = async ({ bicep, report }: Run): Promise<void> => {
  report.judge('lint', await bicep.lint(join(infra, 'main.bicep')))
  const all = await readdir(infra, { recursive: true })
  for (const path of all.filter((name) => name.endsWith('.bicep')).toSorted()) {
    const formatted = (await bicep.format(join(infra, path))) === (await readText(join(infra, path)))
    report.judge(`format of ${path}`, formatted ? '' : `Run bicep format infra/${path}`)
  }
}

const deploy = async (run: Run, variables: Variables, name: string) => {
  const month = variables.get(monthVariable)
  const given = run.resolve(new Map([...variables].filter(([key]) => key !== monthVariable)))
  const parameters = month === undefined ? given : new Map([...given, [monthParameter, month]])
  return run.bicep.snapshot(run.template, parameters, name)
}

/** Checks a deployment after the one that it differs from. */
const checkDeployment = async (run: Run, name: string, known: Map<string, Checked>): Promise<Checked> => {
  const before = known.get(name)
  if (before) return before
  const path = join(fixtures, 'deployments', `${name}.txt`)
  const file = parseFile(await readText(path))
  const from = file.from === undefined ? undefined : await checkDeployment(run, file.from, known)
  const variables = new Map([...(from?.variables ?? []), ...file.variables])
  const snapshot = await deploy(run, variables, name)
  if (!snapshot.ok) throw new Error(`${name} is refused: ${reasonOf(snapshot.output)}`)
  const deployment = readSnapshot(snapshot.json)
  const text = from ? formatDifference(from.deployment, deployment) : formatDeployment(deployment)
  await run.report.hold(path, formatFile({ ...file, text }))
  const checked = { variables, deployment }
  known.set(name, checked)
  return checked
}

const checkDeployments = async (run: Run): Promise<Checked> => {
  const known = new Map<string, Checked>()
  for (const name of (await readdir(join(fixtures, 'deployments'))).toSorted())
    await checkDeployment(run, name.replace(/\.txt$/, ''), known)
  return checkDeployment(run, defaults, known)
}

const checkRefusals = async (run: Run, standard: Variables): Promise<void> => {
  const path = join(fixtures, 'refused.txt')
  const found: Refusal[] = []
  for (const { variables } of parseRefusals(await readText(path))) {
    const snapshot = await deploy(run, new Map([...standard, ...variables]), 'refused')
    found.push({ variables, reason: snapshot.ok ? '' : reasonOf(snapshot.output) })
    if (snapshot.ok) run.report.judge([...variables].join(', '), 'It is not refused')
  }
  await run.report.hold(path, formatRefusals(found))
}

const verify = async (update: boolean): Promise<boolean> => {
  const command = process.env['BICEP'] ?? 'bicep'
  const bicep = createBicep(command)
  const version = await bicep.version()
  if (version === undefined) {
    console.log(`${command} does not run; install the Bicep CLI, or set BICEP to it`)
    process.exit(lacksNeeds)
  }
  console.log(version)
  const report = createReport({ root: repository, update, say: console.log })
  const folder = await mkdtemp(join(tmpdir(), 'etiquette-infra-'))
  try {
    const template = join(folder, 'main.json')
    const parameters = readAzdParameters(JSON.parse(await readText(join(infra, 'main.parameters.json'))))
    const run: Run = {
      bicep,
      report,
      template,
      resolve: (variables) => resolveParameters(parameters, variables),
    }
    await buildTemplate(run)
    if (report.failures() > 0) return false
    await checkTemplates(run)
    const compiled: unknown = JSON.parse(await readText(template))
    await report.hold(join(fixtures, 'order.txt'), readOrder(compiled))
    await report.hold(join(fixtures, 'parameters.txt'), describeParameters(compiled, parameters))
    await checkRefusals(run, (await checkDeployments(run)).variables)
    return report.failures() === 0
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

await runCommand({
  usage,
  readOptions: (args) => {
    const unknown = args.find((arg) => arg !== '--update')
    if (unknown !== undefined) throw new UsageError(`${unknown} is unknown\n${usage}`)
    return args.includes('--update')
  },
  run: verify,
})
