import { readFile } from 'node:fs/promises'
import SwaggerParser from '@apidevtools/swagger-parser'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import spectralCore from '@stoplight/spectral-core'
import spectralRulesets from '@stoplight/spectral-rulesets'

// A program of its own, as Jest loads no ES modules: `node lint-documents.mjs FILE…` prints a line of JSON for each file, with
// what each linter finds. In JavaScript, as the types of Spectral's own rules do not fit its own engine.

const validate = async (file) => {
  try {
    await SwaggerParser.validate(file)
    return []
  } catch (error) {
    return [String(error)]
  }
}

const spectral = new spectralCore.Spectral()
spectral.setRuleset({ extends: [spectralRulesets.oas] })

const lintBySpectral = async (text) =>
  (await spectral.run(text)).map(({ code, path, message }) => `${code} ${path.join('.')}: ${message}`)

const config = await createConfig({ extends: ['recommended'] })

const lintByRedocly = async (text) =>
  (await lintFromString({ source: text, config, absoluteRef: '/openapi.json' })).map(
    ({ ruleId, location, message }) => `${ruleId} ${location[0]?.pointer}: ${message}`,
  )

for (const file of process.argv.slice(2)) {
  const text = await readFile(file, 'utf8')
  const problems = {
    swaggerParser: await validate(file),
    spectral: await lintBySpectral(text),
    redocly: await lintByRedocly(text),
  }
  process.stdout.write(`${JSON.stringify(problems)}\n`)
}
