import { execSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

// Makes the locked Node.js the `node` of the npm scripts. Plain JavaScript: it runs on the machine's Node.js, from 20 on.
// npm installs the package of this platform only. npm 10 and early 11, however, link the executable of the first
// platform in the list, which is not there. `npm rebuild` sees only installed packages, and links the right one.

const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8'))
const platform = `${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
const packageName = `node-${platform}`
const [wanted] = Object.values(optionalDependencies)
const current = process.versions.node

const fail = (hint) => {
  console.error(`Node.js ${wanted} is needed, and this is ${current}. ${hint}`)
  process.exit(1)
}

if (!(packageName in optionalDependencies)) {
  if (Number.parseInt(current, 10) < Number.parseInt(wanted, 10))
    fail(`The lock file has no package for ${platform}: install Node.js from https://nodejs.org.`)
} else if (current !== wanted) {
  execSync(`npm rebuild --ignore-scripts ${packageName}`, { stdio: ['ignore', 'ignore', 'inherit'] })
  const linked = execSync('node --version', { encoding: 'utf8' }).trim()
  if (linked !== `v${wanted}`) fail(`Run npm ci, without --omit=optional, to get ${packageName}.`)
}
