import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'

/** A certificate for these host names that this process trusts until `remove`. */
export const trustCertificate = (...names: readonly string[]) => {
  const trusted = getCACertificates('default')
  const folder = mkdtempSync(join(tmpdir(), 'cert-'))
  const [certFile, keyFile] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=test', '-addext', `subjectAltName=${names.map((n) => `DNS:${n}`).join(',')}`]
  const curve = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']
  const files = ['-keyout', keyFile, '-out', certFile, '-days', '2']
  execFileSync('openssl', ['req', '-x509', ...curve, ...files, ...subject], { stdio: 'ignore' })
  const [cert, key] = [readFileSync(certFile, 'utf8'), readFileSync(keyFile, 'utf8')]
  setDefaultCACertificates([...trusted, cert])
  return {
    certFile,
    keyFile,
    cert,
    key,
    remove: () => {
      setDefaultCACertificates(trusted)
      rmSync(folder, { recursive: true })
    },
  }
}
