/** The unit of docs/collector.md, judged by systemd's own tool; nothing is started. */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { adapted, documented } from './support/documented.ts'
import { isMissing, openFolder } from './support/programs.ts'

/** Of ten; 2 is what systemd calls OK. */
const MOST_EXPOSED = 2

function analyze(...args: readonly string[]) {
  const unit = join(openFolder(), 'aftercall-collector.service')
  const here = adapted(documented('[Unit]'), { '/usr/local/bin/aftercall-collector': process.execPath })
  writeFileSync(unit, here)
  const { status, stdout, stderr } = spawnSync('systemd-analyze', [...args, unit], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

describe.skipIf(isMissing('systemd-analyze'))('the documented unit of systemd', () => {
  test('has nothing that systemd does not know', () => {
    expect(analyze('verify')).toEqual({ status: 0, stdout: '', stderr: '' })
  })

  test('leaves the collector little that it could be misused for', () => {
    const threshold = `--threshold=${MOST_EXPOSED * 10}`
    const { status, stdout } = analyze('security', '--offline=true', '--no-pager', threshold)
    expect({ status, said: stdout.split('\n').at(-2) }).toMatchObject({ status: 0 })
  })
})
